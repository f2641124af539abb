/** Tables as files for spreadsheets. */
export { type Cell, csvFile, csvText, namesIn, namesText, unguarded } from './csv.ts'
export { jsonFile } from './json.ts'
export { xlsxFile } from './xlsx.ts'
