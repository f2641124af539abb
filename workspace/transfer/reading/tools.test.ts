import { describe, expect, test } from 'vitest'
import type { ImportRecord } from '../own-fields.ts'
import { absent, because, recognised, seen, targetsOf } from './shared-data.ts'

type Case = [string, Record<string, string>, string | null, ImportRecord, Record<string, string>]
const cases: Case[] = [
  [
    'HubSpot by its labels',
    {
      ...{ 'Record ID': '51', 'First Name': 'Ada', 'Last Name': 'Byron', Email: 'ada@firm.example' },
      ...{ 'Phone Number': '030 901820', 'Contact owner': 'Sam', 'Lifecycle Stage': 'lead' },
      ...{ 'Unsubscribed from all email': 'true', 'Associated Company': 'Kabelwerk' },
    },
    'hubspot',
    'contacts',
    {
      ...{ 'Record ID': 'hubspot:externalId', 'First Name': 'firstName', 'Last Name': 'lastName' },
      ...{ Email: 'email', 'Phone Number': 'phone', 'Contact owner': 'owner' },
      ...{ 'Unsubscribed from all email': 'doNotEmail', 'Associated Company': 'companyName' },
    },
  ],
  [
    'HubSpot by its internal names',
    {
      ...{ hs_object_id: '51', firstname: 'Ada', lastname: 'Byron', email: 'ada@firm.example' },
      ...{ jobtitle: 'Head', hubspot_owner_id: '77', lifecyclestage: 'lead', hs_lead_status: 'NEW' },
      ...{ company: 'Kabelwerk', associatedcompanyid: '9' },
    },
    'hubspot',
    'contacts',
    {
      ...{ hs_object_id: 'hubspot:externalId', firstname: 'firstName', lastname: 'lastName', email: 'email' },
      ...{ jobtitle: 'jobTitle', hubspot_owner_id: 'owner', company: 'companyName' },
      associatedcompanyid: 'hubspot:companyId',
    },
  ],
  [
    'HubSpot, deals',
    {
      ...{ 'Record ID': '900', 'Deal Name': 'Pumps', 'Deal Stage': 'Qualified', 'Close Date': '2026-05-01' },
      ...{ Amount: '1200', 'Deal owner': 'Sam', 'Associated Company IDs': '9', 'Create Date': '2026-01-01' },
    },
    'hubspot',
    'deals',
    {
      ...{ 'Record ID': 'hubspot:externalId', 'Deal Name': 'name', 'Deal Stage': 'stage', Amount: 'amount' },
      ...{ 'Close Date': 'closedAt', 'Deal owner': 'owner', 'Create Date': 'createdAt' },
      'Associated Company IDs': 'hubspot:companyId',
    },
  ],
  ...(
    [
      ['German', 'Datensatz-ID', 'Vorname', 'Nachname', 'E-Mail-Adresse', 'Kontakt-Inhaber', 'Telefonnummer'],
      [
        ...['French', 'ID de fiche d’informations', 'Prénom', 'Nom', 'Adresse e-mail'],
        ...['Propriétaire du contact', 'Numéro de téléphone'],
      ],
      [
        ...['Spanish', 'ID de registro', 'Nombre', 'Apellidos', 'Correo'],
        ...['Propietario del contacto', 'Número de teléfono'],
      ],
      [
        ...['Portuguese', 'ID do registro', 'Nome', 'Sobrenome', 'E-mail'],
        ...['Proprietário do contato', 'Número de telefone'],
      ],
      [
        ...['Italian', 'ID record', 'Nome', 'Cognome', 'Indirizzo e-mail'],
        ...['Proprietario del contatto', 'Numero di telefono'],
      ],
      ['Dutch', 'Record-ID', 'Voornaam', 'Achternaam', 'E-mailadres', 'Contacteigenaar', 'Telefoonnummer'],
      ['Japanese', 'レコードID', '名', '姓', 'Eメール', 'コンタクト担当者', '電話番号'],
    ] as [string, string, string, string, string, string, string][]
  ).map(
    ([tongue, id, first, last, mail, owner, phone]): Case => [
      `HubSpot in ${tongue}`,
      {
        [id]: '51',
        [first]: 'Ada',
        [last]: 'Byron',
        [mail]: 'ada@firm.example',
        [owner]: 'Sam',
        [phone]: '030 1',
      },
      'hubspot',
      'contacts',
      {
        [id]: 'externalId',
        [first]: 'firstName',
        [last]: 'lastName',
        [mail]: 'email',
        [owner]: 'owner',
        [phone]: 'phone',
      },
    ],
  ),
  [
    'Salesforce, contacts out of the Data Loader',
    {
      ...{ ID: '003A', ISDELETED: 'false', ACCOUNTID: '001A', LASTNAME: 'Byron', FIRSTNAME: 'Ada' },
      ...{ EMAIL: 'ada@firm.example', TITLE: 'Head', MAILINGCITY: 'Bonn', HASOPTEDOUTOFEMAIL: 'false' },
      ...{ OWNERID: '005A', SYSTEMMODSTAMP: '2026-01-01T00:00:00.000Z' },
    },
    'salesforce',
    'contacts',
    {
      ...{ ID: 'salesforce:externalId', ACCOUNTID: 'salesforce:companyId', LASTNAME: 'lastName' },
      ...{ FIRSTNAME: 'firstName', EMAIL: 'email', TITLE: 'jobTitle', MAILINGCITY: 'city', OWNERID: 'owner' },
      HASOPTEDOUTOFEMAIL: 'doNotEmail',
    },
  ],
  [
    'Salesforce, a report',
    {
      ...{ 'Opportunity Name': 'Pumps', 'Opportunity Owner': 'Sam', 'Account Name': 'Kabelwerk' },
      ...{ Stage: 'Prospecting', 'Close Date': '5/13/2026', Amount: '1200', 'Probability (%)': '10' },
    },
    'salesforce-report',
    'deals',
    {
      ...{ 'Opportunity Name': 'name', 'Opportunity Owner': 'owner', 'Account Name': 'company' },
      ...{ Stage: 'stage', 'Close Date': 'closedAt', Amount: 'amount' },
    },
  ],
  [
    'Pipedrive, people',
    {
      ...{ 'Person - ID': '7', 'Person - Name': 'Ada Byron', 'Person - Email - Work': 'ada@firm.example' },
      ...{ 'Person - Phone - Mobile': '030 901820', 'Person - Organization': 'Kabelwerk' },
      ...{ 'Person - Owner': 'Sam', 'Person - Label': 'Hot' },
    },
    'pipedrive',
    'contacts',
    {
      ...{ 'Person - ID': 'pipedrive:externalId', 'Person - Name': 'fullName', 'Person - Owner': 'owner' },
      ...{ 'Person - Email - Work': 'email', 'Person - Phone - Mobile': 'phone', 'Person - Label': 'tags' },
      'Person - Organization': 'companyName',
    },
  ],
  [
    'Pipedrive, deals',
    {
      ...{ 'Deal - ID': '3', 'Deal - Title': 'Pumps', 'Deal - Value': '1200', 'Deal - Stage': 'Offer' },
      ...{ 'Deal - Organization': 'Kabelwerk', 'Deal - Contact person': 'Ada Byron', 'Deal - Owner': 'Sam' },
    },
    'pipedrive',
    'deals',
    {
      ...{ 'Deal - ID': 'pipedrive:externalId', 'Deal - Title': 'name', 'Deal - Value': 'amount' },
      ...{ 'Deal - Stage': 'stage', 'Deal - Organization': 'company', 'Deal - Contact person': 'contact' },
      'Deal - Owner': 'owner',
    },
  ],
  [
    'Mailchimp, who unsubscribed',
    {
      ...{
        'Email Address': 'ada@firm.example',
        'First Name': 'Ada',
        'Last Name': 'Byron',
        MEMBER_RATING: '2',
      },
      ...{ OPTIN_TIME: '2020-01-01 10:00:00', UNSUB_TIME: '2024-01-01 10:00:00', EUID: 'a1b2c3' },
    },
    'mailchimp',
    'contacts',
    {
      ...{ 'Email Address': 'email', 'First Name': 'firstName', 'Last Name': 'lastName' },
      ...{ UNSUB_TIME: 'doNotEmail', OPTIN_TIME: 'createdAt', EUID: 'externalId' },
    },
  ],
  [
    'Outlook',
    {
      ...{ 'First Name': 'Ada', 'Last Name': 'Byron', Company: 'Kabelwerk', 'Job Title': 'Head' },
      ...{ 'Business Phone': '030 901820', 'Business City': 'Bonn', 'E-mail Address': 'ada@firm.example' },
      ...{ 'E-mail Display Name': 'Ada Byron', 'E-mail Type': 'SMTP' },
    },
    'outlook',
    'contacts',
    {
      ...{
        'First Name': 'firstName',
        'Last Name': 'lastName',
        Company: 'companyName',
        'Job Title': 'jobTitle',
      },
      ...{ 'Business Phone': 'phone', 'Business City': 'city', 'E-mail Address': 'email' },
    },
  ],
  [
    'Google Contacts',
    {
      ...{
        'First Name': 'Ada',
        'Last Name': 'Byron',
        'Organization Name': 'Kabelwerk',
        Labels: '* myContacts',
      },
      ...{
        'E-mail 1 - Label': 'Work',
        'E-mail 1 - Value': 'ada@firm.example',
        'Phone 1 - Value': '030 901820',
      },
    },
    'google',
    'contacts',
    {
      ...{ 'First Name': 'firstName', 'Last Name': 'lastName', 'Organization Name': 'companyName' },
      ...{ 'E-mail 1 - Value': 'email', 'Phone 1 - Value': 'phone', Labels: 'tags' },
    },
  ],
  [
    'nobody’s in particular',
    { Vorname: 'Ada', Nachname: 'Byron', 'E-Mail': 'ada@firm.example' },
    null,
    'contacts',
    { Vorname: 'firstName', Nachname: 'lastName', 'E-Mail': 'email' },
  ],
]

describe('whose export a file is', () => {
  test.each(cases)('%s', async (_name, columns, tool, record, places) => {
    const [foundTool, foundRecord, foundPlaces] = await seen(columns)
    expect([foundTool, foundRecord]).toEqual([tool, record])
    // In other tongues the id is known as the tool’s as well; where it stands is what is compared.
    const bare = (of: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(of).map(([name, to]) => [
          name,
          places[name]?.includes(':') ? to : to.replace(/^\w+:/, ''),
        ]),
      )
    expect(bare(foundPlaces)).toEqual(places)
  })

  test('a row about a person may speak of their firm, a deal and a note', async () => {
    const [, record, places] = await seen({
      ...{ 'First Name': 'Ada', 'Last Name': 'Byron', Email: 'ada@firm.example', Company: 'Kabelwerk' },
      ...{ Website: 'kabelwerk.example', Industry: 'Metal', 'Deal Name': 'Pumps', 'Deal Stage': 'Offer' },
      ...{ Amount: '1200', Notes: 'Met at the fair' },
    })
    expect(record).toBe('contacts')
    expect(places).toMatchObject({
      ...{ Website: 'companies.domain', Industry: 'companies.sector', 'Deal Name': 'deals.name' },
      ...{ 'Deal Stage': 'deals.stage', Amount: 'deals.amount', Notes: 'activities.text' },
    })
  })
})

describe.skipIf(absent)(`the real ones${because}`, () => {
  test('Zoho and Salesforce are known by their headers, X Education and Maven are nobody’s', async () => {
    const samples = ['salesforce-dataloader', 'main/resources/samples/data'] as const
    const files = await Promise.all([
      ...['Leads', 'Contacts', 'Accounts', 'Potentials', 'Calls', 'Events', 'Tasks'].map((name) =>
        recognised('zoho-crm', `${name}.csv`),
      ),
      recognised(...samples, 'accountData.csv'),
      recognised(...samples, 'opportunityData.csv'),
      recognised('maven-crm', 'sales_pipeline.csv'),
      recognised('xeducation-leads', 'Leads.csv'),
    ])
    expect(files.map(({ tool, record }) => `${tool?.tool ?? 'nobody'} ${record}`)).toEqual([
      ...['zoho contacts', 'zoho contacts', 'zoho companies', 'zoho deals'],
      ...['zoho activities', 'zoho activities', 'zoho activities'],
      ...['salesforce companies', 'salesforce deals', 'nobody deals', 'nobody contacts'],
    ])
    expect(targetsOf(files[1]!)).toMatchObject({ CONTACTID: 'externalId', 'Account Id': 'companyId' })
    expect(targetsOf(files[4]!)).toMatchObject({
      ...{ TASKID: 'externalId', 'Call Start Time': 'calledAt', 'Call Owner': 'owner', Subject: 'subject' },
      ...{ CONTACTID: 'contact', LEADID: 'contact', ACCOUNTID: 'companyId', POTENTIALID: 'deal' },
    })
  })
})
