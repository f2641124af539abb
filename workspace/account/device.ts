const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
]
const first = (text: string, list: [RegExp, string][]) => list.find(([sign]) => sign.test(text))?.[1]

/** A browser as its owner knows it again: "Firefox on Windows". */
export function deviceOf(userAgent: string | null): string {
  const [browser, system] = [first(userAgent ?? '', browsers), first(userAgent ?? '', systems)]
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? 'A program without a name'
}
