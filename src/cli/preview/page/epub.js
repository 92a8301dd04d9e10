// The EPUB: its documents as a reading system shows them, as wide as a telephone or a tablet, by day and by night.

import { $, ask, known } from './known.js'

let epubRound = 0
export async function showEpub() {
  const spine = await ask('spine')
  if (!spine) return
  const list = $('document')
  const chosen = list.value || spine[0]
  list.replaceChildren(...spine.map(name => new Option(name.replace(/^.*\//, ''), name)))
  list.value = spine.includes(chosen) ? chosen : spine[0]
  epubRound = known.state.round
  const before = $('book').contentWindow
  showDocument(before?.location.pathname.endsWith(list.value) ? before.scrollY : 0)
}

function showDocument(scroll = 0) {
  const frame = $('book')
  frame.onload = () => {
    shade()
    frame.contentWindow.scrollTo(0, scroll)
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
