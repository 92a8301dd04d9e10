// The pages: two that face each other in a row, as large as the window or the reader wants them, each asked for when it comes near.

import { $, ask, folio, folioOf, isolated, known, number, status } from './known.js'
import { unmark } from './marks.js'
import { asked, drawn } from './pictures.js'

let zoom = 0 // Pixels to the point; 0 fits two pages into the window.
let scaled = 0 // Pixels to the point, as the pages stand now.
let figures = []
let spreadOf = []
let moves = false

// Whether the reader has ever gone anywhere.
export const hasMoved = () => moves
export const figureOf = page => figures[page]
export const count = () => figures.length

// ── The pages of a book ─────────────────────────────────────────────────────

// The place of a page of the book before in the book now. A page that says the same is the same page, though its
// folio may be another; around it pages keep their distance.
function moved(before, now, page) {
  const places = new Map()
  now.pages.forEach(({ words }, index) => places.set(words, places.has(words) ? null : index))
  for (let off = 0; off < before.pages.length; off += 1) {
    for (const near of [page - off, page + off]) {
      const place = before.pages[near] && places.get(before.pages[near].words)
      if (place != null) return Math.max(0, Math.min(now.pages.length - 1, place + page - near))
    }
  }
  return Math.min(page, now.pages.length - 1)
}

// Gives each page its place and name; those that are others are given back, to be drawn.
export function showPages(before, now, step) {
  const area = $('spreads')
  const held = before && here()
  area.style.setProperty('--points-across', now.size[0])
  const shape = book => book && JSON.stringify([book.direction, book.size, book.pages.map(page => page.side)])
  // A step leaves the shape of the book.
  const isLaid = !(before && step) && shape(before) !== shape(now)
  if (isLaid) lay(now)
  scale()
  const fresh = []
  for (const [index, page] of step && !isLaid ? step.pages : now.pages.entries()) {
    const figure = figures[index]
    const label = page.folio ? isolated(page.folio) : `(${number(index + 1)})`
    const name = `${known.say.page} ${label}`
    if (figure.ariaLabel !== name) figure.ariaLabel = name
    // Who laid the pages watches none of them any more.
    if (figure.dataset.key !== page.key && (isLaid || figure.dataset.wanted !== page.key)) fresh.push(figure)
    figure.dataset.wanted = page.key
  }
  $('count').textContent = `${known.say.of} ${number(now.pages.length)}`
  unmark()
  if (held) {
    const page = moved(before, now, held.page)
    area.scrollTop = top(page) + held.within
    if (wanted === held.page) wanted = page
  }
  told()
  return fresh
}

// Draws pages: what stands in the window at once, anything else when it comes near. Where they are is asked before the first of
// them is drawn, since a browser that is asked for a place lays out all that is new before it answers.
export function drawPages(fresh, picture) {
  const near = fresh.filter(isShown)
  for (const figure of near) fetchPage(figure, figures[picture?.page] === figure ? picture.svg : null)
  for (const figure of fresh) {
    seen.unobserve(figure)
    seen.observe(figure)
  }
}

export function isShown(figure) {
  const area = $('spreads').getBoundingClientRect()
  const box = figure.getBoundingClientRect()
  return box.top < area.bottom && box.bottom > area.top
}

// Two pages that face each other; which comes first follows the direction of the book.
function lay(book) {
  figures.forEach(figure => seen.unobserve(figure))
  const old = figures
  figures = []
  spreadOf = []
  const first = book.direction === 'rtl' ? 'right' : 'left'
  const spreads = []
  book.pages.forEach((page, index) => {
    let spread = spreads.at(-1)
    if (!spread || page.side === first) {
      spread = document.createElement('div')
      spread.className = 'spread'
      spread.dir = book.direction
      if (page.side !== first) spread.append(document.createElement('div'))
      spreads.push(spread)
    }
    const figure = old[index] ?? emptyFigure()
    figure.dataset.page = index
    figures.push(figure)
    spreadOf.push(spread)
    spread.append(figure)
  })
  $('spreads').replaceChildren(...spreads)
}

function emptyFigure() {
  const figure = document.createElement('figure')
  figure.role = 'group'
  const words = document.createElement('div')
  words.className = 'words'
  figure.append(words)
  return figure
}

// A page is asked for when it comes near, and stands there until its picture is whole. One that came with the news is a part of
// this page, which would be slow with hundreds of them: when it is far it is forgotten, and asked for like any other.
const seen = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) fetchPage(target)
    else if (target.querySelector('div.picture')) {
      target.querySelector('div.picture').remove()
      delete target.dataset.key
    }
  }
}, { root: $('spreads'), rootMargin: '800px' })

async function fetchPage(figure, svg) {
  const key = figure.dataset.wanted
  if (!key || figure.dataset.key === key || (!svg && figure.dataset.asked === key)) return
  const picture = svg ? drawn(figure, svg) : await asked(figure, key)
  if (!picture || figure.dataset.wanted !== key || figure.dataset.key === key) return
  const before = figure.querySelector('.picture')
  if (before !== picture) {
    before?.remove()
    figure.prepend(picture)
  }
  figure.dataset.key = key
  const lines = await ask('words', { page: figure.dataset.page })
  if (figure.dataset.key !== key) return
  const words = figure.querySelector('.words')
  words.lang = known.state.book.language
  words.dir = known.state.book.direction
  words.textContent = (lines ?? []).join('\n')
  figure.dataset.read = key
}

// ── Their size and place ────────────────────────────────────────────────────

export function scale() {
  if (!known.state?.book) return
  const [width, height] = known.state.book.size
  const area = $('spreads')
  const fit = Math.min((area.clientWidth - 40) / (2 * width), (area.clientHeight - 30) / height)
  const pixels = zoom || Math.max(0.3, fit)
  scaled = pixels
  area.style.setProperty('--width', width * pixels)
  area.style.setProperty('--height', height * pixels)
  return pixels
}

function rescale(next) {
  const held = here()
  const before = scaled || scale()
  zoom = next
  const after = scale()
  if (held) $('spreads').scrollTop = top(held.page) + held.within * after / before
}

export const zoomBy = times => rescale(scale() * times)
export const fit = () => rescale(0)
// The window has another width.
export const refit = () => rescale(zoom)

const top = page => spreadOf[page]?.offsetTop ?? 0

// The page that is read, and how far down it is: of the spread in the middle of the window the page that was turned to last,
// or else the first.
let wanted = null
export function here() {
  if (!figures.length) return null
  const area = $('spreads')
  const middle = area.scrollTop + area.clientHeight / 2
  let page = figures.findIndex((_, index) => top(index) + spreadOf[index].offsetHeight > middle)
  if (page < 0) page = figures.length - 1
  if (spreadOf[wanted] === spreadOf[page]) page = wanted
  return { page, within: area.scrollTop - top(page) }
}

export function goTo(page) {
  if (!figures[page]) return
  wanted = page
  $('spreads').scrollTop = top(page) - 12
  told()
  status(known.say.place(folio(page), number(figures.length)))
}

function told() {
  const held = here()
  if (held && document.activeElement !== $('page')) $('page').value = folioOf(held.page)
}

// The spread behind this one, or before it.
export function turn(by) {
  const held = here()
  if (!held) return
  const spread = spreadOf[held.page]
  const other = by < 0 ? spread.previousElementSibling : spread.nextElementSibling
  if (other) goTo(spreadOf.indexOf(other))
}

// A folio in the digits of any script, «ب», or where no page has it, the place of a page: «۹», 9, (3).
const latin = text => text.replace(/[۰-۹٠-٩]/g, digit => String(digit.charCodeAt(0) & 15))

export function goToFolio(typed) {
  const name = latin(typed)
  const printed = known.state.book.pages.findIndex(({ folio }) => folio && latin(folio) === name)
  const [, place] = /^\(?(\d+)\)?$/.exec(name) ?? []
  goTo(printed < 0 && place ? Number(place) - 1 : printed)
}

let resting
$('spreads').addEventListener('scroll', () => { moves ||= $('spreads').scrollTop > 20; clearTimeout(resting); resting = setTimeout(told, 80) })
new ResizeObserver(() => { if (!zoom && !$('pages').hidden) fit() }).observe($('spreads'))
