const accents = /[\u0300-\u036f]/g

/**
 * "Billing City", "BillingCity" and "BILLING_CITY" → "billingcity". Salesforce's "__c" and Pipedrive's
 * "Person - … - Work" around the name are dropped.
 */
export const headerKey = (header: string): string =>
  header
    .replace(/__c$/i, '')
    .replace(/^(person|deal|organi[sz]ation|lead|product|activity|note) - /i, '')
    .replace(/ - (work|home|mobile|other)$/i, '')
    .normalize('NFD')
    .replace(accents, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '')
