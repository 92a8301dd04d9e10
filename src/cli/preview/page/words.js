// What the page of `sahhaf preview` says by itself. Numbers come in the digits of the language.

export const ENGLISH = {
  pages: 'Pages', epub: 'EPUB', messages: 'Messages', contents: 'Contents', page: 'Page', of: 'of', back: 'Page before',
  forth: 'Next page', smaller: 'Smaller', larger: 'Larger', fit: 'Fit', search: 'Search', tools: 'Pages and search',
  spreads: 'Pages of the book', working: 'Binding …', ready: 'Up to date', stale: 'The last good book: see the messages',
  flawed: 'As it is written, with errors: see the messages',
  empty: 'No book yet: see the messages',
  gone: 'The program has ended', none: 'Nothing is wrong', found: n => `${n} found`, document: 'Document', width: 'Width',
  dark: 'Dark', phone: 'Phone', tablet: 'Tablet', whole: 'Whole window', copied: place => `Copied: ${place}`,
  opened: place => `In the editor: ${place}`, show: 'Show the page', open: 'Open', copy: 'Copy the place',
  error: 'error', warning: 'warning', hint: 'hint', hits: 'Found', nowhere: 'It stands on no page', digits: null,
  changed: page => `To the change: page ${page}`, updated: page => `Up to date: page ${page} has changed`,
  place: (page, count) => `Page ${page} of ${count}`, source: 'To the file', keys: 'Keys', close: 'Close', letters: 'Letters are keys',
  turn: 'turn pages', find: 'search, next, before', change: 'to the last change', write: 'to the place in the file',
  size: 'larger, smaller, fit', tabs: 'pages, EPUB, messages', help: 'these keys',
}
export const PERSIAN = {
  pages: 'صفحه‌ها', epub: 'ایپاب', messages: 'پیام‌ها', contents: 'فهرست', page: 'صفحه', of: 'از', back: 'صفحهٔ پیش',
  forth: 'صفحهٔ بعد', smaller: 'کوچک‌تر', larger: 'بزرگ‌تر', fit: 'اندازهٔ پنجره', search: 'جستجو', tools: 'صفحه‌ها و جستجو',
  spreads: 'صفحه‌های کتاب', working: 'در حال صحافی …', ready: 'به‌روز است', stale: 'آخرین کتاب درست: پیام‌ها را ببینید',
  flawed: 'همان‌گونه که نوشته شده، با خطا: پیام‌ها را ببینید',
  empty: 'هنوز کتابی نیست: پیام‌ها را ببینید',
  gone: 'برنامه پایان یافته است', none: 'خطایی نیست', found: n => `${n} مورد پیدا شد`, document: 'بخش', width: 'پهنا',
  dark: 'تیره', phone: 'تلفن', tablet: 'تبلت', whole: 'همهٔ پنجره', copied: place => `رونوشت برداشته شد: ${place}`,
  opened: place => `در ویرایشگر: ${place}`, show: 'نشان دادن صفحه', open: 'باز کردن', copy: 'رونوشت نشانی',
  error: 'خطا', warning: 'هشدار', hint: 'یادآوری', hits: 'پیداشده‌ها', nowhere: 'در هیچ صفحه‌ای نیست', digits: '۰۱۲۳۴۵۶۷۸۹',
  changed: page => `به جای تغییر: صفحهٔ ${page}`, updated: page => `به‌روز است: صفحهٔ ${page} تغییر کرد`,
  place: (page, count) => `صفحهٔ ${page} از ${count}`, source: 'به فایل', keys: 'کلیدها', close: 'بستن', letters: 'حرف‌ها کلیدند',
  turn: 'ورق زدن', find: 'جستجو، بعدی، پیشین', change: 'به آخرین تغییر', write: 'به جای آن در فایل',
  size: 'بزرگ‌تر، کوچک‌تر، اندازهٔ پنجره', tabs: 'صفحه‌ها، ایپاب، پیام‌ها', help: 'همین کلیدها',
}
