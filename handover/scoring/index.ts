/** What “strong enough” means, how strong each person is, and by which lines. */
export { candidateCount } from './candidates.ts'
export { checkDefinition } from './checking.ts'
export { fieldsOf, judgedNow, type Known, loadKnown, type Scored } from './computing.ts'
export {
  type CompanyRow,
  companyColumns,
  companyFacts,
  customersAmong,
  factFields,
  loadFacts,
  minorPerMajor,
} from './facts.ts'
export { earnedPerWeekAt } from './previewing.ts'
export { beginRescore, callOffRescore, nextMonday } from './rescore.ts'
export * from './score.ts'
export { type Judged, type Looked, lookedAt, scoringStep } from './step.ts'
export {
  type DefinitionVersion,
  definitions,
  definitionsInForce,
  findDefinition,
  holdDefinitionsOf,
  makeDefaultDefinition,
  refuseOnItsWay,
} from './store.ts'
