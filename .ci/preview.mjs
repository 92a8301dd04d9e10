// node .ci/preview.mjs NODE_MODULES SCREENS SAHHAF
// Writes a book, shows it by `sahhaf preview` in Chromium and works as an author does: edits on the disk appear, clicks
// lead to the file, messages come and go, and the reader's place is kept over fifty edits anywhere in the book.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import url from 'node:url'

const [, , modules, screens, sahhaf] = process.argv
const { chromium } = await import(url.pathToFileURL(path.resolve(modules, 'playwright-core/index.mjs')))
const PATIENCE = 60_000
const EDITS = 50

let failures = 0
const check = (ok, what) => { if (!ok) { failures += 1; console.log(`  FAILED: ${what}`) } }

// ── A book ──────────────────────────────────────────────────────────────────

const SENTENCES = [
  'کتاب خوب را دوباره می‌خوانند و هر بار چیز تازه‌ای در آن می‌یابند.', 'شب‌های زمستان دراز بود و چراغ تا سحر می‌سوخت.',
  'پیرمرد از سفر دریا می‌گفت و ما گوش می‌دادیم.', 'باران که می‌آمد کوچه بوی خاک می‌گرفت.', 'نامه‌ای که نوشته بود هرگز به مقصد نرسید.',
]
// The same edits each time: a small generator of numbers (Park and Miller).
let seed = 20_250_101
const random = below => { seed = seed * 48_271 % 2_147_483_647; return seed % below }
const paragraph = name => `${name} ${Array.from({ length: 4 + random(5) }, () => SENTENCES[random(SENTENCES.length)]).join(' ')}`
const chapters = Array.from({ length: 4 }, (_, at) => ({
  file: `0${at + 1}.md`, title: `فصل ${at + 1}`,
  paragraphs: Array.from({ length: 24 }, (_, number) => paragraph(`بند${at}٫${number}`)),
}))
const text = ({ title, paragraphs }) => `# ${title}\n\n${paragraphs.join('\n\n')}\n`
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preview-'))
const put = (name, words) => {
  // As many editors save: a new file that takes the name of the old one.
  fs.writeFileSync(path.join(folder, `.${name}`), words)
  fs.renameSync(path.join(folder, `.${name}`), path.join(folder, name))
}
// Each text that is saved ends with a note of its own that nothing calls: when the list of messages names it, what is shown was made
// of this text, however often the program has looked at the folder meanwhile.
let saves = 0
const save = async chapter => {
  saves += 1
  const mark = `save${String(saves).padStart(4, '0')}`
  put(chapter.file, `${text(chapter)}\n[^${mark}]: .\n`)
  await lists(mark)
}
const settings = `[book]\ntitle = "پیش‌نمایش"\nlanguage = "fa"\nchapters = [${chapters.map(one => `"${one.file}"`)}]\n`
put('book.toml', '[book\n')
chapters.forEach(one => put(one.file, text(one)))

// ── The program and the browser ─────────────────────────────────────────────

const opened = path.join(folder, '.opened')
const editor = path.join(folder, '.editor')
fs.writeFileSync(editor, `#!/bin/sh\necho "$1" >> '${opened}'\n`, { mode: 0o755 })
const start = editor => {
  const program = spawn(sahhaf, ['preview', folder, ...editor ? ['--editor', `${editor} {file}:{line}:{column}`] : []], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise(ready => program.stdout.once('data', line => ready({ program, address: String(line).trim() })))
}
const { program, address } = await start(editor)
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'preview-browser-'))
const launch = () => chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, viewport: { width: 1200, height: 800 }, timeout: PATIENCE,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const context = await launch().catch(launch).catch(launch)
const page = await context.newPage()
page.setDefaultTimeout(PATIENCE)
const asked = []
page.on('request', request => asked.push(request.url()))
page.on('pageerror', error => check(false, `the page fails: ${error}`))
page.on('console', message => { if (message.type() === 'error' && !/404/.test(message.text())) check(false, `the console says: ${message.text()}`) })
fs.mkdirSync(screens, { recursive: true })
const shot = name => page.screenshot({ path: path.join(screens, `preview-${name}.png`) })
const wait = (what, holds, argument) => page.waitForFunction(holds, argument, { timeout: PATIENCE }).catch(() => check(false, `never: ${what}`))
// Whether the messages name something; they come with the book that they are about, or after it.
const lists = name => wait(`a message of ${name}`, name =>
  document.getElementById('list').textContent.includes(name) && document.body.dataset.state !== 'working', name)
// The pages in the window, and what stands on them.
const shown = () => page.evaluate(() => {
  const area = document.getElementById('spreads').getBoundingClientRect()
  return [...document.querySelectorAll('figure')].filter(figure => {
    const box = figure.getBoundingClientRect()
    return box.top < area.bottom && box.bottom > area.top
  }).map(figure => ({
    page: Number(figure.dataset.page), key: figure.dataset.key, left: figure.getBoundingClientRect().left,
    top: figure.getBoundingClientRect().top, words: figure.querySelector('.words').textContent, label: figure.ariaLabel,
  }))
})
const drawn = () => wait('pages in the window', () => {
  const area = document.getElementById('spreads').getBoundingClientRect()
  const near = [...document.querySelectorAll('figure')].filter(figure => {
    const box = figure.getBoundingClientRect()
    return box.top < area.bottom && box.bottom > area.top
  })
  return near.length && near.every(({ dataset: { key, wanted, read } }) => key && key === wanted && read === key)
})
// Waits until a page in the window says something.
const sees = async words => {
  await wait(`a page that says ${words}`, words => {
    const area = document.getElementById('spreads').getBoundingClientRect()
    return [...document.querySelectorAll('figure')].some(figure => {
      const box = figure.getBoundingClientRect()
      const { wanted, read } = figure.dataset
      return box.top < area.bottom && box.bottom > area.top && read === wanted && figure.querySelector('.words').textContent.includes(words)
    })
  }, words)
  await drawn()
}
// Of a picture that is a part of the page only what is another is drawn anew: it must be what the program draws as a whole.
const asDrawnAnew = () => page.evaluate(async () => {
  const ink = drawing => [...drawing.children].filter(one => one.localName !== 'defs').map(one => new XMLSerializer().serializeToString(one)).join()
  for (const host of document.querySelectorAll('div.picture')) {
    const answer = await fetch(`pages/${host.parentElement.dataset.key}.svg`)
    const whole = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml').documentElement
    const drawing = host.shadowRoot.firstElementChild
    if (ink(drawing) !== ink(whole)) return false
    for (const shape of whole.querySelectorAll('defs > *')) if (!drawing.querySelector(`#${CSS.escape(shape.id)}`)?.isEqualNode(shape)) return false
  }
  return true
})
// Goes to a place of a file, and waits until it is marked.
const goToPlace = async place => {
  await page.evaluate(() => document.querySelectorAll('figure i').forEach(mark => mark.remove()))
  await page.fill('#words', place)
  await page.press('#words', 'Enter')
  await wait(`the place ${place}`, () => document.querySelector('figure i.word'))
  await drawn()
}

async function act(name, work) {
  if (failures > 20) return
  console.log(name)
  try { await work() } catch (error) { check(false, `${name}: ${error}`) }
}

await act('without a book its mistakes are shown', async () => {
  await page.goto(address)
  await wait('a message', () => !document.getElementById('messages').hidden && document.querySelector('#list li.error'))
  put('book.toml', settings)
  await wait('the pages', () => !document.getElementById('pages').hidden && document.body.dataset.state === 'ready')
})

await act('the book appears, bound at the right', async () => {
  await drawn()
  check(await page.evaluate(() => document.documentElement.dir) === 'rtl', 'the page of a Persian book runs from the right')
  await page.focus('#spreads')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await drawn()
  const pages = await shown()
  const [right, left] = pages.filter(one => one.page === 5 || one.page === 6 || one.page === 7).slice(0, 2)
  check(pages.length >= 2 && right.left > left.left && right.page + 1 === left.page, `facing pages: ${JSON.stringify(pages.map(({ page, left }) => [page, left]))}`)
  check(/صفحه/.test(pages[0].label), `a page has a name: ${pages[0].label}`)
  check(pages.some(one => /بند/.test(one.words)), 'the words of a page are there for screen readers')
  await shot('pages')
})

await act('who has a place is kept there and offered the way to a change', async () => {
  const [held] = await shown()
  put('05.md', '# فصل تازه\n\nاین فصل تازه است.\n')
  put('book.toml', settings.replace('"]', '", "05.md"]'))
  await wait('a way to the change', () => !document.getElementById('changed').hidden)
  check((await shown()).some(one => one.page === held.page), 'a new chapter takes nobody away')
  await page.keyboard.press('c')
  await sees('این فصل تازه است')
  check(await page.isHidden('#changed'), 'who is there needs no way there')
  // An editor asks for a place of its own.
  const answer = await fetch(`${address}show?file=${encodeURIComponent(path.join(fs.realpathSync(folder), '02.md'))}&line=17`, { method: 'POST' })
  check((await answer.json()).shown === true, 'a place that an editor asks for is there')
  await sees('بند1٫7')
  put('book.toml', settings)
  fs.unlinkSync(path.join(folder, '05.md'))
  await wait('the book without it', () => !document.getElementById('contents').textContent.includes('فصل تازه'))
})

await act('a change below the edge of the window is one elsewhere', async () => {
  await goToPlace('02.md:17')
  // Nothing but the upper edge of the next pages is in the window.
  const at = await page.evaluate(() => {
    const area = document.getElementById('spreads')
    const next = document.querySelector('figure i.word').closest('.spread').nextElementSibling
    area.scrollTop = next.offsetTop - area.clientHeight + 6
    return next.querySelector('figure').dataset.page
  })
  await page.waitForFunction(at => { const one = document.querySelectorAll('figure')[at].dataset; return one.read && one.read === one.wanted }, at)
  const words = await page.evaluate(at => document.querySelectorAll('figure')[at].querySelector('.words').textContent, at)
  const number = Number(words.match(/بند1٫(\d+)/)[1])
  chapters[1].paragraphs[number] = chapters[1].paragraphs[number].replace(/.$/, '!')
  await save(chapters[1])
  await wait('a way to the change', () => !document.getElementById('changed').hidden)
  await page.click('#changed')
  await sees(`بند1٫${number}`)
  const isInside = await page.evaluate(() => {
    const [area, mark] = ['#spreads', 'figure i.word'].map(one => document.querySelector(one).getBoundingClientRect())
    return mark.top >= area.top && mark.bottom <= area.bottom
  })
  check(isInside, 'the place itself is in the window')
})

await act('a file that is still written is not shown by halves', async () => {
  const [first, second] = [text(chapters[0]).slice(0, 900), text(chapters[0]).slice(900)]
  const isHalf = () => page.evaluate(() => {
    const said = document.getElementById('list').textContent
    return said.includes('opened') && !said.includes('closed')
  })
  let told = false
  for (let tried = 0; tried < 5 && !told; tried += 1) {
    await save(chapters[0])
    const begun = Date.now()
    const file = fs.openSync(path.join(folder, '01.md'), 'w')
    fs.writeSync(file, `[^opened]: .\n\n${first}`)
    await page.waitForTimeout(100)
    const half = await isHalf()
    // The program waits for 300 ms: on a machine that has taken longer, the half may be shown by right.
    told = Date.now() - begun < 300
    check(!told || !half, 'nothing is read of a file that is open')
    fs.writeSync(file, `${second}\n\n[^closed]: .\n`)
    fs.closeSync(file)
    await lists('closed')
  }
  await save(chapters[0])
})

await act('an edit on the disk appears, and only its pages travel', async () => {
  await drawn()
  const had = new Set(await page.evaluate(() => [...document.querySelectorAll('figure')].map(one => one.dataset.key).filter(Boolean)))
  asked.length = 0
  chapters[3].paragraphs[23] += ' پایان تازه.'
  await save(chapters[3])
  await page.waitForTimeout(500)
  const again = asked.filter(one => had.has(one.match(/\/pages\/(\w+)/)?.[1]))
  check(!again.length, `pages that did not change were asked for: ${again}`)
  await page.fill('#words', 'پایان تازه')
  await page.press('#words', 'Enter')
  await wait('a hit', () => document.querySelectorAll('#hits li').length === 1)
  await sees('پایان تازه')
  await page.fill('#words', '')
})

await act('the page on which one writes comes with the news', async () => {
  await goToPlace('02.md:17')
  // A browser that a busy machine has let miss a book asks for the next one as a whole.
  let drawing = 0
  const end = Date.now() + PATIENCE
  while (!drawing && Date.now() < end) {
    chapters[1].paragraphs[7] += '!'
    await save(chapters[1])
    await drawn()
    drawing = await page.evaluate(() => document.querySelector('div.picture')?.shadowRoot.querySelectorAll('use').length)
  }
  check(drawing > 100, `the picture was asked for: ${drawing}`)
  const [first] = chapters[1].paragraphs[7].split(' ')
  for (const words of [`${first} سخنی کوتاه.`, `${first} ${SENTENCES.join(' ')}`, `${first} *${SENTENCES[0]}* و دیگر هیچ ۷.`]) {
    chapters[1].paragraphs[7] = words
    await save(chapters[1])
    await drawn()
    check(await asDrawnAnew(), `a picture is another one after ${words}`)
  }
  await shot('news')
  await page.fill('#words', '')
})

await act('a click on a word leads to its place, and a place to its page', async () => {
  await goToPlace('02.md:17')
  const mark = await page.evaluate(() => {
    const box = document.querySelector('figure i.word').getBoundingClientRect()
    return { x: box.right - 12, y: box.top + box.height * 0.6 }
  })
  await page.mouse.click(mark.x, mark.y)
  await wait('a place', () => /^02\.md:17:\d+$/.test(document.body.dataset.place ?? ''))
  const called = () => fs.existsSync(opened) && fs.readFileSync(opened, 'utf8').includes(`${fs.realpathSync(folder)}/02.md:17:`)
  for (const end = Date.now() + PATIENCE; !called() && Date.now() < end;) await page.waitForTimeout(50)
  check(called(), 'the editor was called')
  await page.fill('#words', '')
  // Every word of a page in the window leads to a line that says it.
  for (const one of (await shown()).slice(0, 2)) {
    const answers = await page.evaluate(async page => {
      const ask = async target => { const answer = await fetch(target); return answer.ok ? answer.json() : null }
      const [width, height] = (await ask('state')).book.size
      const found = []
      for (let y = 0.15; y < 0.9; y += 0.06) for (let x = 0.2; x < 0.8; x += 0.15) {
        found.push(await ask(`word?page=${page}&x=${x * width}&y=${y * height}`))
      }
      return found.filter(Boolean)
    }, one.page)
    check(answers.length > 8, `few words answer on page ${one.page}: ${answers.length}`)
    for (const { word, file, line } of answers) {
      const lines = fs.readFileSync(path.join(folder, file), 'utf8').split('\n')
      const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
      check(lines[line - 1].includes(bare) || /^\d+$/.test(bare), `${word} is not in ${file}:${line}`)
    }
  }
})

await act('mistakes leave the last good book and are told with links', async () => {
  const pages = await page.locator('figure').count()
  put('01.md', `${text(chapters[0])}\n[پیوند](#هیچ‌جا) [^نیست]\n`)
  put('book.toml', '[book\n')
  await wait('a stale book', () => document.body.dataset.state === 'stale')
  check(await page.locator('figure').count() === pages, 'the pages stay')
  await page.keyboard.press('Escape')
  await page.click('#tab-messages')
  check(await page.locator('#list li.error').count() > 0, 'an error is listed')
  await shot('messages')
  put('book.toml', settings)
  await wait('a message with a place', () => /01\.md:\d+:\d+/.test(document.getElementById('list').textContent))
  await page.click('#list li button >> nth=0')
  await wait('the place of a message', () => /^01\.md:/.test(document.body.dataset.place))
  await save(chapters[0])
  await wait('a good book', () => document.body.dataset.state === 'ready')
  await page.click('#tab-pages')
})

await act(`the place is kept over ${EDITS} edits`, async () => {
  await goToPlace('03.md:27')
  await page.fill('#words', '')
  await drawn()
  const [start] = (await shown()).filter(one => /بند2٫1\d/.test(one.words))
  const name = start.words.match(/بند2٫\d+/)[0]
  // A page that is laid anew, or that its words go on to, is drawn a moment later.
  const found = async () => {
    const place = await page.waitForFunction(name => {
      const says = figure => figure.dataset.read === figure.dataset.wanted && new RegExp(`${name}(?!\\d)`).test(figure.querySelector('.words').textContent)
      const figure = [...document.querySelectorAll('figure')].find(says)
      return figure && { top: figure.getBoundingClientRect().top }
    }, name, { timeout: PATIENCE })
    return (await place.jsonValue()).top
  }
  const top = await found()
  let kept = 0
  for (let edit = 0; edit < EDITS; edit += 1) {
    const chapter = chapters[random(4)]
    const number = random(chapter.paragraphs.length)
    // The paragraph that is read stays; everything else may change, go or come.
    const own = chapter.paragraphs[number].includes(`${name} `)
    const kind = random(4)
    if (kind === 0 && !own && chapter.paragraphs.length > 12) chapter.paragraphs.splice(number, 1)
    else if (kind === 1) chapter.paragraphs.splice(number, 0, paragraph(`نو${edit}`))
    else if (!own) chapter.paragraphs[number] += ` ${SENTENCES[random(SENTENCES.length)]}`
    else continue
    await save(chapter)
    await drawn()
    const now = await found()
    check(edit % 5 || await asDrawnAnew(), `a picture is another one after edit ${edit}`)
    // A page that its own words leave goes on to the next one or comes from there: a spread further at most.
    const height = await page.evaluate(() => document.querySelector('.spread').offsetHeight + 16)
    if (Math.abs(now - top) < 40) kept += 1
    else check(Math.abs(now - top) < height + 40, `edit ${edit} moved the reader: ${top} to ${now}`)
  }
  console.log(`  at the same height after ${kept} edits`)
  check(kept > EDITS * 0.5, `the place was kept after ${kept} edits alone`)
})

await act('zoom keeps the page, tabs go by keys, contents lead to their pages', async () => {
  const [before] = await shown()
  await page.click('#larger')
  await page.click('#larger')
  check((await shown()).some(one => one.page === before.page), 'zoom keeps the page')
  await page.click('#fit')
  await page.click('#contents-button')
  await page.locator('#contents button').nth(1).click()
  await drawn()
  check((await shown()).some(one => one.words.includes('بند1٫0') || one.words.includes('فصل 2') || one.words.includes('فصل ۲')), 'contents lead to the chapter')
  await page.click('#contents-button')
  await page.focus('#tab-pages')
  await page.keyboard.press('ArrowLeft')
  check(await page.getAttribute('#tab-epub', 'aria-selected') === 'true', 'an arrow goes to the next tab')
  await page.keyboard.press('ArrowRight')
  check(await page.getAttribute('#tab-pages', 'aria-selected') === 'true', 'and back')
})

await act('pages are called as they are printed', async () => {
  await page.fill('#page', '9')
  await page.press('#page', 'Enter')
  await wait('the page with this number', () => document.getElementById('page').value === '۹' && document.getElementById('status').textContent.includes('۹'))
  for (const typed of ['ب', '(2)']) {
    await page.fill('#page', typed)
    await page.press('#page', 'Enter')
    await wait(`the page of ${typed}, by its letter or its place in the file`, () => document.getElementById('page').value === 'ب')
    await page.fill('#page', '1')
    await page.press('#page', 'Enter')
    await wait('the first page of the text', () => document.getElementById('page').value === '۱')
  }
})

await act('the EPUB opens where its reader is on paper', async () => {
  for (const folio of ['۷', '۹']) {
    await page.fill('#page', folio)
    await page.press('#page', 'Enter')
    await wait('the page', folio => document.getElementById('page').value === folio, folio)
    await page.click('#tab-epub')
    await wait(`where page ${folio} begins`, folio => {
      const inside = document.getElementById('book').contentDocument
      const start = [...inside?.querySelectorAll('[role=doc-pagebreak]') ?? []].find(one => one.ariaLabel === folio)
      const isReady = inside?.getElementById('sahhaf-reader')
      const top = start?.getBoundingClientRect().top
      const isEnd = inside && inside.defaultView.scrollY + inside.defaultView.innerHeight >= inside.documentElement.scrollHeight - 2
      return isReady && top >= -2 && (top < 80 || isEnd && top < inside.defaultView.innerHeight)
    }, folio)
    await page.click('#tab-pages')
  }
})

await act('the EPUB is shown as it is', async () => {
  await page.click('#tab-epub')
  await wait('a document', () => /xhtml$/.test(document.getElementById('book').contentDocument?.location.pathname ?? ''))
  const options = await page.locator('#document option').count()
  check(options > 4, `${options} documents`)
  await page.selectOption('#document', { index: options - 1 })
  await page.selectOption('#width', { index: 1 })
  await page.check('#dark')
  await wait('night', () => {
    const inside = document.getElementById('book').contentDocument
    const isChosen = inside?.location.pathname.endsWith(document.getElementById('document').value)
    return isChosen && inside.readyState === 'complete' && inside.getElementById('sahhaf-reader')?.textContent.includes('#121212')
  })
  check((await page.locator('#book').boundingBox()).width === 390, 'the width of a telephone')
  check(await page.evaluate(() => getComputedStyle(document.getElementById('book').contentDocument.body).direction) === 'rtl', 'it runs from the right')
  await shot('epub')
  await page.click('#tab-pages')
})

// ── For those who do not see the page, or have no mouse ─────────────────────

const cdp = await context.newCDPSession(page)
// What a screen reader has: each thing that is there for it, with role, name and properties.
const tree = async () => (await cdp.send('Accessibility.getFullAXTree')).nodes.filter(node => !node.ignored)
const CONTROLS = /^(button|tab|tabpanel|textbox|searchbox|spinbutton|combobox|checkbox|link|region|group|navigation|complementary|dialog|progressbar|Iframe|figure)$/
const unnamed = async () => (await tree()).filter(node => CONTROLS.test(node.role?.value) && !node.name?.value)
  .map(node => node.role.value)
const focused = () => page.evaluate(() => {
  const one = document.activeElement
  const { outlineStyle, outlineWidth } = getComputedStyle(one)
  const box = one.getBoundingClientRect()
  return {
    id: one.id || `${one.textContent.trim() || one.tagName} (${[...document.querySelectorAll('*')].indexOf(one)})`, isBody: one === document.body, outline: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth),
    isInside: box.width > 0 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
  }
})

await act('every control has a role and a name, on each tab', async () => {
  await page.focus('#spreads')
  for (const [key, open] of [['2', '#epub'], ['3', '#messages'], ['1', '#pages'], ['?', '#keys']]) {
    await page.keyboard.press(key)
    await wait(open, open => { const one = document.querySelector(open); return one.open || !one.hidden }, open)
    const without = await unnamed()
    check(!without.length, `${open} has controls without a name: ${without}`)
  }
  check(!(await focused()).isBody, 'the keys are a dialog that has the focus')
  await page.keyboard.press('Escape')
  const status = (await tree()).find(node => node.role?.value === 'status')
  check(status?.properties?.some(({ name, value }) => name === 'live' && value.value === 'polite'), 'what the program says is a live region')
})

await act('Tab goes through every control, is seen, and leaves the page', async () => {
  for (const tab of ['pages', 'messages']) {
    await page.focus(`#tab-${tab}`)
    await page.keyboard.press({ pages: '1', messages: '3' }[tab])
    const all = await page.evaluate(() => [...document.querySelectorAll('button, input, select, [tabindex="0"]')]
      .filter(one => one.tabIndex >= 0 && one.checkVisibility()).length)
    await page.evaluate(() => { document.activeElement.blur(); getSelection().removeAllRanges() })
    const seen = new Map()
    for (let left = 3 * all; left; left -= 1) {
      await page.keyboard.press('Tab')
      const now = await focused()
      if (now.isBody || seen.has(now.id)) break
      seen.set(now.id, now)
    }
    // The first may be anywhere behind the place that was left.
    check(seen.size >= all - 1, `${tab}: ${seen.size} of ${all} controls: ${[...seen.keys()]}`)
    for (const { id, outline, isInside } of seen.values()) {
      check(outline >= 2, `the focus is not seen on ${id}`)
      check(isInside, `${id} is outside of the window`)
    }
  }
  await page.keyboard.press('1')
})

await act('all that a mouse does, keys do, and the focus is never lost', async () => {
  const kept = async what => check(!(await focused()).isBody, `${what} loses the focus`)
  await page.click('#tab-pages')
  await page.focus('#page')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('9')
  await page.keyboard.press('Enter')
  await kept('a page number')
  await wait('a page that is turned to is said', () => /صفحهٔ .+ از /.test(document.getElementById('status').textContent))
  await drawn()
  await page.evaluate(() => { delete document.body.dataset.place })
  await page.keyboard.press('e')
  await wait('the place of the page', () => /^\d+\.md:\d+:\d+$/.test(document.body.dataset.place ?? ''))
  await page.keyboard.press('/')
  await page.keyboard.type('بند3٫5')
  await page.keyboard.press('Enter')
  await wait('hits', () => document.querySelectorAll('#hits li').length > 0)
  await page.focus('#hits button')
  await page.evaluate(() => { document.querySelector('#hits li').dataset.old = '' })
  chapters[3].paragraphs[5] += ' دوباره.'
  await save(chapters[3])
  await wait('a new list', () => document.querySelector('#hits li:not([data-old])'))
  await kept('a new list')
  await wait('a change that is said', () => /تغییر/.test(document.getElementById('status').textContent))
  await page.keyboard.press('3')
  await kept('another tab')
  await page.keyboard.press('1')
  await page.fill('#words', '')
  await page.focus('#spreads')
  await page.keyboard.press('?')
  await page.uncheck('#letters')
  await page.keyboard.press('Escape')
  check((await focused()).id === 'spreads', 'the dialog gives the focus back')
  await page.keyboard.press('3')
  check(await page.isHidden('#messages'), 'letters can be turned off')
  await page.keyboard.press('?')
  await page.click('#keys-button')
  await page.check('#letters')
  await page.click('#close')
})

await act('words stand out from their ground, nothing moves, and strong colours keep what is chosen', async () => {
  const faint = () => page.evaluate(() => {
    const parts = colour => colour.match(/[\d.]+/g).map(Number)
    const light = ([red, green, blue]) => [red, green, blue].map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0)
    const ratio = (one, other) => { const [most, least] = [light(one), light(other)].sort((a, b) => b - a); return (most + 0.05) / (least + 0.05) }
    const ground = one => { for (; one; one = one.parentElement) { const found = parts(getComputedStyle(one).backgroundColor); if (found[3] !== 0) return found } return [255, 255, 255] }
    const found = []
    for (const one of document.querySelectorAll('header *, .bar *, #list *, #hits *, #contents *')) {
      const says = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
      if (!one.checkVisibility()) continue
      const style = getComputedStyle(one)
      if (says && ratio(parts(style.color), ground(one)) < 4.5) found.push(`${one.id || one.className || one.tagName}: ${style.color}`)
      if (one.matches('input[placeholder]') && ratio(parts(getComputedStyle(one, '::placeholder').color), ground(one)) < 4.5) found.push('placeholder')
      if (one.matches('input, select') && one.type !== 'checkbox' && ratio(parts(style.borderTopColor), ground(one.parentElement)) < 3) found.push(`the edge of ${one.id}`)
    }
    return found
  })
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const tab of ['epub', 'messages', 'pages']) {
      await page.click(`#tab-${tab}`)
      const found = await faint()
      check(!found.length, `${colorScheme}, ${tab}: ${found}`)
    }
    await page.evaluate(() => { document.getElementById('bar').hidden = false })
    check(await page.evaluate(() => document.getAnimations().length === 0 && getComputedStyle(document.getElementById('bar')).appearance === 'none'), 'nothing moves')
    await page.evaluate(() => { document.getElementById('bar').hidden = true })
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference', forcedColors: 'active' })
  const under = id => page.evaluate(id => getComputedStyle(document.getElementById(id)).borderBlockEndWidth, id)
  check(await under('tab-pages') === '3px' && await under('tab-epub') === '0px', 'the tab that is chosen')
  await page.emulateMedia({ forcedColors: 'none' })
})

await act('in the dark', async () => {
  await page.emulateMedia({ colorScheme: 'dark' })
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  check(ground === 'rgb(29, 28, 26)', `the ground is ${ground}`)
  await shot('dark')
})

await act('nobody else is answered', async () => {
  const { port, pathname } = new URL(address)
  const status = (target, host) => new Promise(done => http.get({ host: '127.0.0.1', port, path: target, headers: { host } }, answer => { answer.resume(); done(answer.statusCode) }))
  check(await status(pathname, `127.0.0.1:${port}`) === 200, 'the address is answered')
  check(await status('/', `127.0.0.1:${port}`) === 404, 'no token, no answer')
  check(await status(pathname, 'example.org') === 403, 'another host is refused')
  check(await status(`${pathname}epub/1/../../etc/passwd`, `127.0.0.1:${port}`) === 404, 'no file but those of the EPUB')
})

await context.close()
program.kill('SIGINT')
const ended = await new Promise(done => program.once('exit', (_, signal) => done(signal)))
check(ended === 'SIGINT', `it ended by ${ended}`)
fs.rmSync(profile, { recursive: true, force: true })
fs.rmSync(folder, { recursive: true, force: true })
console.log(failures ? `${failures} failed` : `all as it should be; screenshots in ${screens}`)
process.exit(failures ? 1 : 0)
