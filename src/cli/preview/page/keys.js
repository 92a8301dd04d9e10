// Keys, and the dialog that tells of them.

import { $, known } from './known.js'
import { count, fit, goTo, turn, zoomBy } from './pages.js'
import { goToChange, locateHere } from './places.js'
import { next } from './search.js'
import { choose } from './tabs.js'

// Some speak to their machine, and each of their words would be a row of keys: letters alone can be turned off
// (WCAG 2.2, 2.1.4). Browsers and screen readers keep whatever has Ctrl, Alt or Command.
$('letters').checked = localStorage.getItem('letters') !== 'off'
$('letters').addEventListener('change', () => localStorage.setItem('letters', $('letters').checked ? 'on' : 'off'))

export function showKeys(direction) {
  const arrows = direction === 'rtl' ? '← →' : '→ ←'
  const rows = [
    [`${arrows} PageDown PageUp Home End`, known.say.turn], ['/ Enter n N', known.say.find], ['c', known.say.change], ['e', known.say.write],
    ['+ - 0', known.say.size], ['1 2 3', known.say.tabs], ['?', known.say.help],
  ]
  $('key-list').replaceChildren(...rows.flatMap(([keys, does]) => {
    const all = document.createElement('dt')
    all.append(...keys.split(' ').flatMap(key => [Object.assign(document.createElement('kbd'), { textContent: key }), ' ']))
    return [all, Object.assign(document.createElement('dd'), { textContent: does })]
  }))
}

const LETTERS = {
  '/': () => { choose('pages'); $('words').focus() }, '?': () => $('keys').showModal(),
  '+': () => zoomBy(1.2), '-': () => zoomBy(1 / 1.2), 0: fit,
  c: goToChange, 1: () => choose('pages'), 2: () => choose('epub'), 3: () => choose('messages'),
}
const ON_PAGES = { n: () => next(1), N: () => next(-1), e: locateHere }
const turning = isRtl => ({
  ArrowLeft: () => turn(isRtl ? 1 : -1), ArrowRight: () => turn(isRtl ? -1 : 1), PageDown: () => turn(1), PageUp: () => turn(-1),
  Home: () => goTo(0), End: () => goTo(count() - 1),
})

document.addEventListener('keydown', event => {
  const { key, target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || /^(INPUT|SELECT)$/.test(target.tagName) || $('keys').open) return
  const onPages = !$('pages').hidden
  // A list that is long is gone through by the keys that turn pages elsewhere.
  const turns = onPages && (target === document.body || target.closest('#spreads, #tools'))
  const act = (turns && turning(known.state?.book?.direction === 'rtl')[key]) ||
    ($('letters').checked && (LETTERS[key] ?? (onPages && ON_PAGES[key])))
  if (act) { event.preventDefault(); act() }
})

$('keys-button').addEventListener('click', () => $('keys').showModal())
