// The page of `sahhaf preview`. It hears that something is new, asks for the state, and for the pictures of pages
// whose keys it does not have. It remembers nothing that the state does not say, but where its reader is.

const $ = id => document.getElementById(id)
const ENGLISH = {
  pages: 'Pages', epub: 'EPUB', messages: 'Messages', contents: 'Contents', page: 'Page', of: 'of', back: 'Page before',
  forth: 'Next page', smaller: 'Smaller', larger: 'Larger', fit: 'Fit', search: 'Search', tools: 'Pages and search',
  spreads: 'Pages of the book', working: 'Binding …', ready: 'Up to date', stale: 'The last good book: see the messages',
  empty: 'No book yet: see the messages',
  gone: 'The program has ended', none: 'Nothing is wrong', found: n => `${n} found`, document: 'Document', width: 'Width',
  dark: 'Dark', phone: 'Phone', tablet: 'Tablet', whole: 'Whole window', copied: place => `Copied: ${place}`,
  opened: place => `In the editor: ${place}`, show: 'Show the page', open: 'Open', copy: 'Copy the place',
  error: 'error', warning: 'warning', hint: 'hint', hits: 'Found', nowhere: 'It stands on no page', digits: null,
  changed: page => `To the change: page ${page}`,
}
const PERSIAN = {
  pages: 'صفحه‌ها', epub: 'ایپاب', messages: 'پیام‌ها', contents: 'فهرست', page: 'صفحه', of: 'از', back: 'صفحهٔ پیش',
  forth: 'صفحهٔ بعد', smaller: 'کوچک‌تر', larger: 'بزرگ‌تر', fit: 'اندازهٔ پنجره', search: 'جستجو', tools: 'صفحه‌ها و جستجو',
  spreads: 'صفحه‌های کتاب', working: 'در حال صحافی …', ready: 'به‌روز است', stale: 'آخرین کتاب درست: پیام‌ها را ببینید',
  empty: 'هنوز کتابی نیست: پیام‌ها را ببینید',
  gone: 'برنامه پایان یافته است', none: 'خطایی نیست', found: n => `${number(n)} مورد پیدا شد`, document: 'بخش', width: 'پهنا',
  dark: 'تیره', phone: 'تلفن', tablet: 'تبلت', whole: 'همهٔ پنجره', copied: place => `رونوشت برداشته شد: ${place}`,
  opened: place => `در ویرایشگر: ${place}`, show: 'نشان دادن صفحه', open: 'باز کردن', copy: 'رونوشت نشانی',
  error: 'خطا', warning: 'هشدار', hint: 'یادآوری', hits: 'پیداشده‌ها', nowhere: 'در هیچ صفحه‌ای نیست', digits: '۰۱۲۳۴۵۶۷۸۹',
  changed: page => `به جای تغییر: صفحهٔ ${page}`,
}
let say = ENGLISH
const number = n => say.digits ? String(n).replace(/\d/g, digit => say.digits[digit]) : String(n)
const isolated = text => `\u2068${text}\u2069`

let state = null
let zoom = 0 // Pixels to the point; 0 fits two pages into the window.
let scaled = 0 // Pixels to the point, as the pages stand now.
let figures = []
let spreadOf = []
let marks = []
let hits = []
let hit = -1
let hasMoved = false // Whether the reader has ever gone anywhere.

// ── What the program says ───────────────────────────────────────────────────

const ask = async (name, values = {}, method = 'GET') => {
  const answer = await fetch(`${name}?${new URLSearchParams(values).toString().replaceAll('+', '%20')}`, { method })
  return answer.ok ? answer.json() : null
}

function listen() {
  const events = new EventSource('events')
  events.onmessage = ({ data }) => {
    const { round, working } = JSON.parse(data)
    // A try has begun: nothing is new yet.
    if (working && state) works(round)
    else renew()
  }
  events.onerror = () => status(say.gone, 'error')
}

let renewing = false
let waiting = true
let again = false
async function renew() {
  if (renewing) { again = true; return }
  renewing = true
  try {
    do {
      again = false
      const next = await ask('state')
      if (next) await show(next)
    } while (again)
  } finally { renewing = false }
}

async function show(next) {
  const before = state
  state = next
  if (next.book && next.book.language !== before?.book?.language) speak(next.book)
  if (next.book && JSON.stringify(next.book) !== JSON.stringify(before?.book)) {
    await showPages(before?.book, next.book)
    showContents(next.book)
    if (before?.book) showChange(next.changed)
    if (!$('epub').hidden) showEpub()
    if (hits.length) find($('words').value)
  }
  showMessages(next)
  if (next.shown && next.shown.count !== before?.shown?.count) showPlace(next.shown.file, next.shown.line)
  // Before there is a book there is nothing to see but what is wrong with it.
  if (!next.working && !next.book === $('messages').hidden && waiting) choose(next.book ? 'pages' : 'messages')
  waiting = !next.book
  if (next.failure) status(next.failure, 'error')
  else if (next.working) return works(next.round)
  else if (next.stale) status(next.book ? say.stale : say.empty, 'error')
  else status(say.ready)
  work(false)
  document.body.dataset.round = next.round
  document.body.dataset.state = next.stale ? 'stale' : 'ready'
}

function works(round) {
  status(say.working)
  work(true)
  document.body.dataset.round = round
  document.body.dataset.state = 'working'
}

// Work that takes longer than a moment is seen to go on.
let slow
function work(goes) {
  clearTimeout(slow)
  if (goes) slow = setTimeout(() => { $('bar').hidden = false }, 400)
  else $('bar').hidden = true
}

function status(words, kind = '') {
  $('status').textContent = words
  $('status').className = kind
}

// ── Words of the page itself, in the language of the book ───────────────────

function speak(book) {
  const persian = /^(fa|prs|pes)\b/.test(book.language)
  say = persian ? PERSIAN : ENGLISH
  document.documentElement.lang = persian ? 'fa' : 'en'
  document.documentElement.dir = persian ? 'rtl' : 'ltr'
  document.title = `${book.title} – sahhaf`
  for (const tab of ['pages', 'epub']) $(`tab-${tab}`).textContent = say[tab]
  $('contents-button').textContent = $('contents').ariaLabel = say.contents
  const [back, forth] = document.documentElement.dir === 'rtl' ? ['→', '←'] : ['←', '→']
  for (const [id, sign] of [['back', back], ['forth', forth]]) { $(id).textContent = sign; $(id).ariaLabel = $(id).title = say[id] }
  for (const id of ['smaller', 'larger']) $(id).ariaLabel = $(id).title = say[id]
  for (const id of ['page', 'document', 'width', 'dark']) $(`${id}-label`).textContent = say[id]
  $('fit').textContent = say.fit
  $('words').placeholder = $('words').ariaLabel = say.search
  $('tools').ariaLabel = say.tools
  $('epub-tools').ariaLabel = say.epub
  $('book').title = say.epub
  $('spreads').ariaLabel = say.spreads
  $('bar').ariaLabel = say.working
  $('hits').ariaLabel = say.hits
  $('width').replaceChildren(...[['100%', say.whole], ['390px', say.phone], ['768px', say.tablet]].map(([value, text]) => new Option(text, value)))
}

// ── Pages ───────────────────────────────────────────────────────────────────

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

async function showPages(before, now) {
  const area = $('spreads')
  const held = before && here()
  area.style.setProperty('--points-across', now.size[0])
  const shape = book => book && JSON.stringify([book.direction, book.size, book.pages.map(page => page.side)])
  const isLaid = shape(before) !== shape(now)
  if (isLaid) lay(now)
  scale()
  const fresh = []
  now.pages.forEach((page, index) => {
    const figure = figures[index]
    const label = page.folio ? isolated(page.folio) : `(${number(index + 1)})`
    const name = `${say.page} ${label}`
    if (figure.ariaLabel !== name) figure.ariaLabel = name
    // Who laid the pages watches none of them any more.
    if (figure.dataset.key !== page.key && (isLaid || figure.dataset.wanted !== page.key)) fresh.push(figure)
    figure.dataset.wanted = page.key
  })
  $('count').textContent = `${say.of} ${number(now.pages.length)}`
  unmark()
  if (held) {
    const page = moved(before, now, held.page)
    area.scrollTop = top(page) + held.within
  }
  // What stands in the window is asked for at once, anything else when it comes near.
  for (const figure of fresh) {
    if (isShown(figure)) fetchPage(figure)
    seen.unobserve(figure)
    seen.observe(figure)
  }
  told()
}

function isShown(figure) {
  const area = $('spreads').getBoundingClientRect()
  const box = figure.getBoundingClientRect()
  return box.top < area.bottom && box.bottom > area.top
}

// Where the author has just written. Whoever has never left the first page has no place to be kept there, and follows;
// any other is offered the way.
function showChange(change) {
  const button = $('changed')
  button.hidden = true
  if (!change || isShown(figures[change.page])) return
  if (!hasMoved && !$('pages').hidden) return goToChange()
  button.textContent = say.changed(isolated(state.book.pages[change.page].folio || number(change.page + 1)))
  button.hidden = false
}

function goToChange() {
  if (!state?.changed) return
  $('changed').hidden = true
  goToSpot(state.changed)
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
    const figure = old[index] ?? figureOf(index)
    figure.dataset.page = index
    figures.push(figure)
    spreadOf.push(spread)
    spread.append(figure)
  })
  $('spreads').replaceChildren(...spreads)
}

function figureOf() {
  const figure = document.createElement('figure')
  figure.role = 'group'
  const words = document.createElement('div')
  words.className = 'words'
  figure.append(words)
  figure.addEventListener('click', event => locate(figure, event))
  return figure
}

// A page is asked for when it comes near, and stands there until its picture is whole.
const seen = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) fetchPage(target)
}, { root: $('spreads'), rootMargin: '800px' })

async function fetchPage(figure) {
  const key = figure.dataset.wanted
  if (!key || figure.dataset.key === key || figure.dataset.asked === key) return
  figure.dataset.asked = key
  const image = new Image()
  image.alt = ''
  image.draggable = false
  image.src = `pages/${key}.svg`
  const isWhole = await image.decode().then(() => true, () => false)
  if (figure.dataset.asked === key) figure.dataset.asked = ''
  if (!isWhole || figure.dataset.wanted !== key) return
  figure.querySelector('img')?.remove()
  figure.prepend(image)
  figure.dataset.key = key
  const lines = await ask('words', { page: figure.dataset.page })
  const words = figure.querySelector('.words')
  words.lang = state.book.language
  words.dir = state.book.direction
  words.textContent = (lines ?? []).join('\n')
}

function scale() {
  if (!state?.book) return
  const [width, height] = state.book.size
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

const top = page => spreadOf[page]?.offsetTop ?? 0

// The page that is read: the first of the spread in the middle of the window, and how far down it is.
function here() {
  if (!figures.length) return null
  const area = $('spreads')
  const middle = area.scrollTop + area.clientHeight / 2
  let page = figures.findIndex((_, index) => top(index) + spreadOf[index].offsetHeight > middle)
  if (page < 0) page = figures.length - 1
  return { page, within: area.scrollTop - top(page) }
}

function goTo(page) {
  if (!figures[page]) return
  $('spreads').scrollTop = top(page) - 12
  told()
}

function told() {
  const held = here()
  if (held && document.activeElement !== $('page')) $('page').value = number(held.page + 1)
}

function mark(page, areas, kind = '') {
  const [width, height] = state.book.size
  for (const [x, y, across, down] of areas) {
    const box = document.createElement('i')
    box.className = kind
    Object.assign(box.style, {
      left: `${100 * x / width}%`, top: `${100 * y / height}%`, width: `${100 * across / width}%`, height: `${100 * down / height}%`,
    })
    figures[page]?.append(box)
    marks.push(box)
  }
}

function unmark() {
  marks.forEach(box => box.remove())
  marks = []
}

// ── From the page to the file, and back ─────────────────────────────────────

async function locate(figure, event) {
  const box = figure.getBoundingClientRect()
  const [width, height] = state.book.size
  const page = Number(figure.dataset.page)
  const word = await ask('word', { page, x: (event.clientX - box.left) / box.width * width, y: (event.clientY - box.top) / box.height * height })
  if (!word) return
  unmark()
  mark(page, [word.area], 'word')
  await open(word)
}

async function open({ file, line, column }) {
  const place = `${file}:${line}:${column ?? 1}`
  document.body.dataset.place = place
  const answer = state.editor && await ask('open', { file, line, column: column ?? 1 }, 'POST')
  if (answer?.opened) return status(say.opened(isolated(place)))
  try { await navigator.clipboard.writeText(place) } catch { /* The place is told all the same. */ }
  status(say.copied(isolated(place)))
}

async function showPlace(file, line) {
  const spot = await ask('spot', { file, line })
  if (!spot) return status(say.nowhere)
  goToSpot(spot)
}

function goToSpot({ page, area }) {
  choose('pages')
  goTo(page)
  unmark()
  mark(page, [area], 'word')
}

// ── Search ──────────────────────────────────────────────────────────────────

async function find(words) {
  // `01.md:12` is a place of a file.
  const place = words.match(/^(.+\.\w+):(\d+)/)
  if (place) return showPlace(place[1], place[2])
  hits = words.trim() ? await ask('find', { words }) ?? [] : []
  hit = -1
  $('hits').hidden = !hits.length
  const rows = document.createElement('ol')
  rows.append(...hits.map(({ page, line }, index) => row(line, page, () => showHit(index))))
  $('hits').replaceChildren(rows)
  if (words.trim()) status(say.found(hits.length))
  unmark()
  hits.forEach(one => mark(one.page, one.areas))
}

function showHit(index) {
  hit = (index + hits.length) % hits.length
  goTo(hits[hit].page)
  status(`${number(hit + 1)} ${say.of} ${number(hits.length)}`)
}

function row(text, page, go) {
  const item = document.createElement('li')
  const button = document.createElement('button')
  const words = document.createElement('span')
  words.dir = 'auto'
  words.textContent = text
  const folio = document.createElement('span')
  folio.textContent = state.book.pages[page]?.folio || number(page + 1)
  button.append(words, folio)
  button.addEventListener('click', go)
  item.append(button)
  return item
}

function showContents(book) {
  const rows = document.createElement('ul')
  rows.append(...book.contents.map(({ level, title, page }) => {
    const item = row(title, page, () => goTo(page))
    item.style.paddingInlineStart = `${(level - 1) * 14}px`
    return item
  }))
  $('contents').replaceChildren(rows)
}

// ── EPUB ────────────────────────────────────────────────────────────────────

let epubRound = 0
async function showEpub() {
  const spine = await ask('spine')
  if (!spine) return
  const list = $('document')
  const chosen = list.value || spine[0]
  list.replaceChildren(...spine.map(name => new Option(name.replace(/^.*\//, ''), name)))
  list.value = spine.includes(chosen) ? chosen : spine[0]
  epubRound = state.round
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

// ── Messages ────────────────────────────────────────────────────────────────

function showMessages({ counts, messages }) {
  const count = counts.error + counts.warning + counts.hint
  $('tab-messages').textContent = count ? `${say.messages} (${number(count)})` : say.messages
  const items = messages.map(message => {
    const item = document.createElement('li')
    item.className = message.severity
    const text = document.createElement('p')
    text.append(`${say[message.severity]}: `, Object.assign(document.createElement('bdi'), { textContent: message.message }))
    item.append(text)
    if (message.hint) {
      const hint = Object.assign(document.createElement('p'), { className: 'hint' })
      hint.append(Object.assign(document.createElement('bdi'), { textContent: message.hint }))
      item.append(hint)
    }
    if (message.line != null) item.append(...links(message))
    return item
  })
  const nothing = () => Object.assign(document.createElement('li'), { textContent: say.none })
  $('list').replaceChildren(...(items.length ? items : [nothing()]))
}

function links({ file, line, column }) {
  const place = document.createElement('button')
  place.append(Object.assign(document.createElement('code'), { textContent: `${file}:${line}:${column}` }))
  place.title = state.editor ? say.open : say.copy
  place.addEventListener('click', () => open({ file, line, column }))
  const page = document.createElement('button')
  page.textContent = say.show
  page.addEventListener('click', () => showPlace(file, line))
  return [place, page]
}

// ── Tabs, keys, the window ──────────────────────────────────────────────────

const TABS = ['pages', 'epub', 'messages']

function choose(name) {
  const held = here()
  for (const tab of TABS) {
    $(tab).hidden = tab !== name
    $(`tab-${tab}`).ariaSelected = String(tab === name)
    $(`tab-${tab}`).tabIndex = tab === name ? 0 : -1
  }
  if (name === 'epub') showEpub()
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

const step = by => {
  const held = here()
  if (!held) return
  const spread = spreadOf[held.page]
  const other = by < 0 ? spread.previousElementSibling : spread.nextElementSibling
  if (other) goTo(spreadOf.indexOf(other))
}

$('back').addEventListener('click', () => step(-1))
$('forth').addEventListener('click', () => step(1))
$('smaller').addEventListener('click', () => rescale(scale() / 1.2))
$('larger').addEventListener('click', () => rescale(scale() * 1.2))
$('fit').addEventListener('click', () => rescale(0))
$('contents-button').addEventListener('click', () => {
  const closed = $('contents').hidden
  $('contents').hidden = !closed
  $('contents-button').ariaExpanded = String(closed)
  rescale(zoom)
})
// A number is a page of the file; what is no number is looked for among the folios: «ب».
$('page').addEventListener('change', () => {
  const typed = $('page').value.trim()
  const plain = typed.replace(/[۰-۹٠-٩]/g, digit => String(digit.charCodeAt(0) & 15))
  const page = /^\d+$/.test(plain) ? Number(plain) - 1 : state.book.pages.findIndex(one => one.folio === typed)
  $('page').blur()
  goTo(page)
})
$('search').addEventListener('submit', async event => {
  event.preventDefault()
  if (!hits.length || $('search').dataset.words !== $('words').value) {
    $('search').dataset.words = $('words').value
    await find($('words').value)
  }
  if (hits.length) showHit(hit + 1)
})
$('words').addEventListener('input', () => { if (!$('words').value) find('') })
$('document').addEventListener('change', () => showDocument())
$('width').addEventListener('change', () => { $('book').style.width = $('width').value })
$('dark').addEventListener('change', shade)
let resting
$('changed').addEventListener('click', goToChange)
$('spreads').addEventListener('scroll', () => { hasMoved ||= $('spreads').scrollTop > 20; clearTimeout(resting); resting = setTimeout(told, 80) })
new ResizeObserver(() => { if (!zoom && !$('pages').hidden) rescale(0) }).observe($('spreads'))

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT)$/.test(event.target.tagName)) return
  const rtl = state?.book?.direction === 'rtl'
  const keys = {
    '/': () => $('words').focus(), '+': () => rescale(scale() * 1.2), '-': () => rescale(scale() / 1.2), 0: () => rescale(0),
    c: goToChange, 1: () => choose('pages'), 2: () => choose('epub'), 3: () => choose('messages'),
  }
  if (!$('pages').hidden && event.target.role !== 'tab') {
    Object.assign(keys, {
      ArrowLeft: () => step(rtl ? 1 : -1), ArrowRight: () => step(rtl ? -1 : 1), PageDown: () => step(1), PageUp: () => step(-1),
      Home: () => goTo(0), End: () => goTo(figures.length - 1), n: () => hits.length && showHit(hit + 1), N: () => hits.length && showHit(hit - 1),
    })
  }
  const act = keys[event.key]
  if (act) { event.preventDefault(); act() }
})

speak({ title: 'sahhaf', language: navigator.language })
listen()
