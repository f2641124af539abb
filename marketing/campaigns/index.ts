/** Campaigns: what marketing plans and does, what it costs, by which code its leads are known. */
export { codeOf, freeCode, linkTo, mediumOf, pageOf } from './campaign.ts'
export { campaignBrief } from './store.ts'
