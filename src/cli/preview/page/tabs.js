// The tabs: pages, EPUB, messages.

import { showEpub } from './epub.js'
import { $ } from './known.js'
import { here, scale } from './pages.js'

export const TABS = ['pages', 'epub', 'messages']

export function choose(name) {
  const held = here()
  const isLost = TABS.some(tab => tab !== name && $(tab).contains(document.activeElement))
  for (const tab of TABS) {
    $(tab).hidden = tab !== name
    $(`tab-${tab}`).ariaSelected = String(tab === name)
    $(`tab-${tab}`).tabIndex = tab === name ? 0 : -1
  }
  if (isLost) $(`tab-${name}`).focus()
  if (name === 'epub') showEpub(held?.page)
  if (name === 'pages' && held) scale()
}

for (const tab of TABS) $(`tab-${tab}`).addEventListener('click', () => choose(tab))
$('tabs').addEventListener('keydown', event => {
  const forth = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const step = { [forth]: 1, [forth === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft']: -1 }[event.key]
  if (!step) return
  const at = TABS.findIndex(tab => !$(tab).hidden)
  const next = TABS[(at + step + TABS.length) % TABS.length]
  choose(next)
  $(`tab-${next}`).focus()
})
