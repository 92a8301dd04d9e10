// Places of pages that are marked: words that were found, the place that was asked for.

import { known } from './known.js'

let marks = []

// Marks places of a page; the last mark is given back.
export function mark(figure, areas, kind = '') {
  const [width, height] = known.state.book.size
  for (const [x, y, across, down] of areas) {
    const box = document.createElement('i')
    box.className = kind
    Object.assign(box.style, {
      left: `${100 * x / width}%`, top: `${100 * y / height}%`, width: `${100 * across / width}%`, height: `${100 * down / height}%`,
    })
    figure?.append(box)
    marks.push(box)
  }
  return marks.at(-1)
}

export function unmark() {
  marks.forEach(box => box.remove())
  marks = []
}
