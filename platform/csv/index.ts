/** Tables as files for spreadsheets. */
export { type Cell, csvFile, csvText, unguarded } from './csv.ts'
export { xlsxFile } from './xlsx.ts'
