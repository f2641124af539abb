/** The settings of an installation, from the environment; a wrong one is refused at start, with its name and the reason. */
export { type Config, readConfig } from './config.ts'
