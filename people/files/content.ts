import { kindOf, wouldBeKnown } from './adapters/content.ts'

export type Care = 'odd' | 'page' | 'program' | null
export type Content = { type: string; care: Care }

/** So much of a file is looked at. */
export const headBytes = 1024 * 1024
const markupBytes = 2048

/** Kinds that are called by more than one ending, and those that hold others: a document is a packed folder as well. */
const alike = [
  ['jpg', 'jpeg', 'jpe', 'jfif'],
  ['tif', 'tiff'],
  ['mp4', 'm4v', 'm4a', 'mov', '3gp', 'f4v'],
  ['ogg', 'oga', 'ogv', 'ogx', 'opus'],
  ['mpg', 'mpeg', 'mp3', 'mp2', 'mp1'],
  ['heic', 'heif', 'avif'],
  ['aif', 'aiff'],
  ['mid', 'midi'],
  ['ai', 'pdf', 'eps', 'ps'],
  ['asf', 'wma', 'wmv'],
  ['webm', 'mkv'],
  ['cfb', 'doc', 'xls', 'ppt', 'msg', 'msi', 'vsd', 'pub', 'mpp'],
  ['zip', 'docx', 'xlsx', 'pptx', 'docm', 'xlsm', 'pptm', 'dotx', 'xltx', 'potx', 'ppsx', 'vsdx'],
  ['zip', 'odt', 'ods', 'odp', 'odg', 'epub', 'jar', 'apk', '3mf', 'pages', 'numbers', 'key', 'xpi'],
  ['gz', 'tgz', 'tar.gz'],
]
/** Text that has a beginning by which it is known, and may be called otherwise. */
const written = new Set(['xml', 'svg', 'rtf', 'ics', 'vcf', 'ps', 'eps', 'vtt', 'html', 'htm'])
const programs =
  /^application\/(x-msdownload|x-elf|x-mach-binary|java-vm|java-archive|wasm|x-ms-shortcut|x-ms-regedit|x-shockwave-flash|vnd\.ms-htmlhelp|vnd\.android\.package-archive|x-apple-diskimage|x-iso9660-image|x-deb|x-rpm|x-google-chrome-extension|x-xpinstall|x-asar)$|macroenabled/
/** What a system runs by its name alone, whatever is in it. */
const runByName = new Set(
  'exe,com,scr,pif,cpl,msi,msp,bat,cmd,ps1,vbs,vbe,js,jse,mjs,wsf,wsh,hta,lnk,jar,reg,sh,command,app,apk,deb,rpm,dmg,pkg,iso,scf,url,docm,xlsm,pptm'.split(
    ',',
  ),
)

const endingOf = (name: string) => /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** What a file is by its first bytes, and why to be careful with it; its name only says what it should be. */
export async function contentOf(name: string, head: Uint8Array): Promise<Content> {
  const ending = endingOf(name)
  const kind = await kindOf(head)
  const text = kind === null || /xml$|^text\//.test(kind.type) ? textOf(head) : null
  const markup = text && markupOf(text.slice(0, markupBytes))
  if (markup) return { type: markup, care: 'page' }
  const type = kind?.type ?? (text === null ? 'application/octet-stream' : 'text/plain')
  if (programs.test(type) || runByName.has(ending) || text?.startsWith('#!')) return { type, care: 'program' }
  const odd = kind
    ? !isCalled(kind.ext, ending) && (wouldBeKnown(ending) || isText(ending))
    : wouldBeKnown(ending) && !(text !== null && written.has(ending))
  return { type, care: odd ? 'odd' : null }
}

const isText = (ending: string) => /^(txt|csv|tsv|md|json|html?|css|log|ya?ml|eml)$/.test(ending)
const isCalled = (known: string, ending: string) =>
  known === ending || alike.some((names) => names.includes(known) && names.includes(ending))

/** Null: bytes that are no text. */
function textOf(head: Uint8Array): string | null {
  if (head.includes(0) && !(head[0] === 0xff || head[0] === 0xfe)) return null
  const coded = head[0] === 0xff ? 'utf-16le' : head[0] === 0xfe ? 'utf-16be' : 'utf-8'
  const text = new TextDecoder(coded).decode(head)
  // In an older coding single signs are not to be read; of bytes that are no text it is most of them.
  const strange = [...text.slice(0, markupBytes)].filter((it) => it === '\ufffd').length
  return strange * 4 > Math.min(text.length, markupBytes) ? null : text
}

/** Pages and pictures that may run scripts when a browser shows them. */
function markupOf(start: string): string | null {
  const bare = start.replaceAll(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '').trimStart()
  if (/^(<!doctype svg|<svg|<\w+:svg)[\s>]/i.test(bare)) return 'image/svg+xml'
  const page = /^<!doctype html|<(html|head|body|script|iframe|object|embed|meta|base|form|img|link)[\s/>]/i
  return page.test(bare) ? 'text/html' : null
}

const words: readonly [RegExp, string][] = [
  [/^application\/pdf$/, 'PDF'],
  [/wordprocessingml|opendocument\.text|ms-?word/, 'Text document'],
  [/spreadsheetml|opendocument\.spreadsheet|ms-excel/, 'Spreadsheet'],
  [/presentationml|opendocument\.presentation|ms-powerpoint/, 'Presentation'],
  [/^image\/svg/, 'Drawing (SVG)'],
  [/^image\//, 'Picture'],
  [/^audio\//, 'Sound'],
  [/^video\//, 'Film'],
  [/^text\/html$/, 'Web page'],
  [/^text\/(calendar|vcard)$/, 'Calendar or card'],
  [/^text\//, 'Text'],
  [/xml$/, 'XML'],
  [/x-cfb$/, 'Office document'],
  [/zip|gzip|x-tar|x-7z|x-rar|x-bzip2|x-xz|zstd/, 'Packed folder'],
]
/** As somebody calls such a file. */
export const labelOf = ({ type, care }: Content): string =>
  words.find(([test]) => test.test(type))?.[1] ?? (care === 'program' ? 'Program' : 'File')

const unseen = /[\p{Cc}\p{Bidi_Control}]/gu
const longestName = 200

/** The name of a file without the way to it, and without what makes it look like another one; its ending stays. */
export function nameOf(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? ''
  const name = last.normalize('NFC').replaceAll(unseen, '').trim().replace(/^\.+/, '')
  if (!name) return 'File'
  const [signs, ending] = [[...name], [...(/\.[^.]{1,20}$/u.exec(name)?.[0] ?? '')]]
  if (signs.length <= longestName) return name
  return `${signs.slice(0, longestName - ending.length - 1).join('')}…${ending.join('')}`
}

/** Types by which a browser may know a file that it saves; all else is bytes to it. */
const harmless =
  /^(application\/pdf|image\/(png|jpeg|gif|webp)|text\/plain|application\/zip|application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)[\w.-]+)$/
export const servedAs = ({ type, care }: Content): string =>
  care === null && harmless.test(type) ? type : 'application/octet-stream'
