// Runs before the first paint, so that nobody who works in the dark is dazzled.
;(() => {
  const chosen = localStorage.getItem('baton-scheme')
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
  document.documentElement.style.background = dark ? '#0f1113' : '#f7f8f9'
})()

// Schemas would try whether code may be made from text, which the page's policy forbids and writes down as an attack. Said
// before any module is read.
globalThis.__zod_globalConfig = { jitless: true }
