// What every part of the page knows: what the program told last, the words of its language, and how it is asked.

import { ENGLISH } from './words.js'

export const known = {
  state: null, // What the program told last, with the book that is shown.
  say: ENGLISH,
}

export const $ = id => document.getElementById(id)
export const number = n => known.say.digits ? String(n).replace(/\d/g, digit => known.say.digits[digit]) : String(n)
export const isolated = text => `\u2068${text}\u2069`
// A page is called as it is printed; one without a number is called by its place, in brackets.
export const folioOf = page => known.state.book.pages[page]?.folio || `(${number(page + 1)})`
export const folio = page => isolated(folioOf(page))

export const ask = async (name, values = {}, method = 'GET') => {
  const answer = await fetch(`${name}?${new URLSearchParams(values).toString().replaceAll('+', '%20')}`, { method })
  return answer.ok ? answer.json() : null
}

// What is said again in the same words is a text of its own, so that a screen reader says it again.
export function status(words, kind = '') {
  $('status').replaceChildren(words)
  $('status').className = kind
}
