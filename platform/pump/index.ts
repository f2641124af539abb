/** One pump: takes who is dirty and who is due, and computes each contact anew inside one transaction a batch. */
export { contactNews, keepClocks, newsAcross, setClock, setClocks } from './news.ts'
export { type PumpResult, pumpAll, pumpOnce, runPump } from './pump.ts'
