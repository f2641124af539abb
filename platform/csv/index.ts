/** CSV files for spreadsheets. */
export { csvFile, csvText } from './csv.ts'
