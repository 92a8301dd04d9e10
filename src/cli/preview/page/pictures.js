// The pictures of pages: images that are asked for, and those that came with the news as parts of this page.

// The picture of a key, once it is whole; nothing where it could not be had.
export async function asked(figure, key) {
  figure.dataset.asked = key
  const image = new Image()
  image.className = 'picture'
  image.alt = ''
  image.draggable = false
  image.src = `pages/${key}.svg`
  const isWhole = await image.decode().then(() => true, () => false)
  if (figure.dataset.asked === key) figure.dataset.asked = ''
  return isWhole ? image : null
}

// A picture that came with the news. A browser makes a document of its own of each image of this kind; in a part of this
// page it is there in half the time. Of a page that is drawn already only what is another is drawn anew: an author writes on
// one page for a while, and of its thirty lines few change with a word.
export function drawn(figure, svg) {
  const next = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  for (const side of ['width', 'height']) next.setAttribute(side, '100%')
  const host = figure.querySelector('div.picture')
  if (host) {
    renewed(host.shadowRoot.firstElementChild, document.adoptNode(next))
    return host
  }
  const fresh = document.createElement('div')
  fresh.className = 'picture'
  fresh.ariaHidden = 'true'
  fresh.attachShadow({ mode: 'open' }).append(document.adoptNode(next))
  return fresh
}

// Makes a drawing the next one. Outlines stand in it by their names and are only added to; of everything else what is equal at its
// beginning and at its end stays where it is.
function renewed(old, next) {
  const [shapes, others] = [old, next].map(one => one.querySelector('defs'))
  for (const shape of [...others.children]) if (!shapes.querySelector(`#${CSS.escape(shape.id)}`)) shapes.append(shape)
  others.remove()
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  const [was, now] = [[...old.children].filter(one => one !== shapes), [...next.children]]
  const most = Math.min(was.length, now.length)
  let first = 0
  while (first < most && was[first].isEqualNode(now[first])) first += 1
  let last = 0
  while (last < most - first && was.at(-1 - last).isEqualNode(now.at(-1 - last))) last += 1
  const behind = was[was.length - last] ?? null
  was.slice(first, was.length - last).forEach(one => one.remove())
  for (const one of now.slice(first, now.length - last)) old.insertBefore(one, behind)
}
