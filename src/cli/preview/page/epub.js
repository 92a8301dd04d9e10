// The EPUB: its documents as a reading system shows them, as wide as a telephone or a tablet, by day and by night.

import { $, ask, known } from './known.js'

let epubRound = 0
let lookedAt = null // The page that it was opened at last.

// Opens at a page of the other tab, where that is another one than the last time; else where its reader was.
export async function showEpub(page = lookedAt) {
  const spine = await ask('spine', page === null ? {} : { page })
  if (!spine) return
  const { documents, place } = spine
  const goes = place && page !== lookedAt
  lookedAt = page
  const list = $('document')
  const chosen = goes ? place.file : list.value
  list.replaceChildren(...documents.map(name => new Option(name.replace(/^.*\//, ''), name)))
  list.value = documents.includes(chosen) ? chosen : documents[0]
  epubRound = known.state.round
  const before = $('book').contentWindow
  const stays = before?.location.pathname.endsWith(list.value)
  showDocument(stays ? before.scrollY : 0, goes ? place.id : '')
}

function showDocument(scroll = 0, id = '') {
  const frame = $('book')
  frame.onload = () => {
    shade()
    const start = id && frame.contentDocument.getElementById(id)
    if (start) start.scrollIntoView()
    else frame.contentWindow.scrollTo(0, scroll)
  }
  frame.src = `epub/${epubRound}/${$('document').value.split('/').map(encodeURIComponent).join('/')}`
}

// The margin of a reading system, and night as it makes it: the colours of ground, text and links.
function shade() {
  const inside = $('book').contentDocument
  if (!inside?.documentElement) return
  inside.getElementById('sahhaf-reader')?.remove()
  const style = inside.createElementNS('http://www.w3.org/1999/xhtml', 'style')
  style.id = 'sahhaf-reader'
  style.textContent = 'html{padding-inline:1.2em}'
  if ($('dark').checked) style.textContent += 'html,body{background:#121212!important;color:#e4e2de!important}body *{color:inherit!important;background-color:transparent!important;border-color:#555!important}a{color:#8ec5ff!important}'
  inside.documentElement.append(style)
}

$('document').addEventListener('change', () => showDocument())
$('width').addEventListener('change', () => { $('book').style.width = $('width').value })
$('dark').addEventListener('change', shade)
