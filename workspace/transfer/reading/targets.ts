import type { ImportRecord } from '../own-fields.ts'
import { headerKey } from './header-key.ts'
import { languages } from './languages.ts'

type Expected = 'any' | 'text' | 'email' | 'phone' | 'number' | 'date' | 'yesno' | 'url'

export type Target = {
  field: string
  /** What the cells must look like for a header to be believed. */
  expects: Expected
  /** How much a header of this name tells what the file is about. */
  tells: number
  /** Headers without blanks, accents and signs, English and German, the likeliest first. */
  headers: string[]
}

const target = (field: string, expects: Expected, tells: number, headers: string): Target => ({
  field,
  expects,
  tells,
  headers: headers.split(/\s+/),
})

const owner =
  'owner ownername ownerid hubspotownerid hubspotowner assignedto besitzer zustandig betreuer verantwortlich bearbeiter'
const city = 'city stadt ort wohnort mailingcity billingcity hometown town'
const country = 'country land countryregion mailingcountry billingcountry countrycode'
const email =
  'email emailaddress mail emailadresse mailadresse workemail personemail emailwork primaryemail email1 emailhome'
const created =
  'createdate createddate createdat createdtime created creationdate datecreated erstelltam angelegtam anlagedatum erstelldatum addtime dateadded'

/** Where a column of each record may go, with the headers of HubSpot, Salesforce, Pipedrive, Zoho and Mailchimp. */
const plain: Record<ImportRecord, Target[]> = {
  contacts: [
    target(
      'externalId',
      'any',
      3,
      'prospectid contactid leadid personid kontaktid kundennummer kundennr externalid',
    ),
    target('externalId', 'any', 0, 'recordid hsobjectid customerid leadnumber uniqueid euid leid id'),
    target('firstName', 'text', 3, 'firstname vorname givenname fname forename personfirstname'),
    target('lastName', 'text', 3, 'lastname nachname surname familyname lname familienname personlastname'),
    target(
      'fullName',
      'text',
      1,
      'fullname contactname personname leadname ansprechpartner name contact kontakt',
    ),
    target('email', 'email', 2, email),
    target('phone', 'phone', 1, 'phone phonenumber telephone telefon telefonnummer mobile mobilephone handy'),
    target(
      'phone',
      'phone',
      1,
      'mobilephonenumber mobil mobiltelefon tel cell cellphone rufnummer workphone phonework',
    ),
    target(
      'jobTitle',
      'text',
      2,
      'jobtitle jobposition funktion berufsbezeichnung stellenbezeichnung title position',
    ),
    target(
      'companyName',
      'text',
      0,
      'company companyname organization organisation firma unternehmen employer',
    ),
    target('companyName', 'text', 0, 'associatedcompany accountname account personorganization firmenname'),
    target('city', 'text', 0, city),
    target('country', 'text', 0, country),
    target(
      'source',
      'text',
      2,
      'leadsource originalsource leadquelle herkunft source quelle hsanalyticssource',
    ),
    target('owner', 'any', 0, `leadowner contactowner personowner ${owner}`),
    target('tags', 'text', 1, 'tags tag labels label schlagworte stichworte'),
    target('createdAt', 'date', 0, `${created} optintime signupdate dtcustomer`),
    target(
      'doNotEmail',
      'yesno',
      3,
      'donotemail emailoptout hasoptedoutofemail optedout optout hsemailoptout',
    ),
    target(
      'doNotEmail',
      'yesno',
      3,
      'unsubscribed unsubscribedfromallemail keineemail werbesperre newslettersperre',
    ),
    target('doNotCall', 'yesno', 3, 'donotcall calloptout phoneoptout keinanruf keineanrufe'),
  ],
  companies: [
    target(
      'externalId',
      'any',
      2,
      'accountid companyid organizationid organisationid firmennummer kundennummer',
    ),
    target('externalId', 'any', 0, 'recordid hsobjectid externalid id'),
    target(
      'name',
      'text',
      1,
      'companyname accountname organizationname firmenname company account organization',
    ),
    target('name', 'text', 1, 'organisation firma unternehmen name security'),
    target('domain', 'url', 2, 'companydomainname domain website webseite homepage internetseite web url'),
    target('sector', 'text', 3, 'sector industry branche sektor gicssector'),
    target(
      'employees',
      'number',
      3,
      'employees numberofemployees mitarbeiter mitarbeiterzahl employeecount headcount',
    ),
    target('revenue', 'number', 3, 'revenue annualrevenue umsatz jahresumsatz turnover'),
    target('tags', 'text', 0, 'tags tag labels label schlagworte stichworte'),
    target('city', 'text', 0, city),
    target('country', 'text', 0, `${country} officelocation headquarters headquarterslocation location`),
    target('parent', 'any', 3, 'parent parentaccount parentcompany subsidiaryof mutterunternehmen konzern'),
    target('owner', 'any', 0, `accountowner companyowner ${owner}`),
    target('createdAt', 'date', 0, created),
  ],
  products: [
    target('externalId', 'any', 2, 'productid productcode sku artikelnummer'),
    target('externalId', 'any', 0, 'hsobjectid externalid id'),
    target('name', 'text', 3, 'productname product produkt produktname artikel bezeichnung name'),
    target(
      'series',
      'text',
      3,
      'series serie productcategory productfamily productline produktgruppe category',
    ),
    target('price', 'number', 3, 'price salesprice unitprice listprice preis verkaufspreis listenpreis'),
    target('currency', 'text', 0, 'currency currencyisocode currencycode wahrung'),
  ],
  members: [
    target('externalId', 'any', 4, 'userid memberid salesagentid repid'),
    target('externalId', 'any', 0, 'id'),
    target('name', 'text', 3, 'salesagent agent salesperson salesrep seller rep user username verkaufer'),
    target('name', 'text', 0, 'fullname name mitarbeiter'),
    target('firstName', 'text', 1, 'firstname vorname'),
    target('lastName', 'text', 1, 'lastname nachname'),
    target('email', 'email', 1, email),
    target('manager', 'text', 4, 'manager managername reportsto vorgesetzter teamlead teamleiter'),
    target('region', 'text', 3, 'region regionaloffice office territory gebiet standort niederlassung'),
  ],
  deals: [
    target('externalId', 'any', 4, 'opportunityid dealid potentialid geschaftid dealnumber'),
    target('externalId', 'any', 0, 'recordid hsobjectid externalid id'),
    target('name', 'text', 3, 'dealname opportunityname potentialname dealtitle'),
    target('name', 'text', 0, 'name title titel bezeichnung'),
    target(
      'owner',
      'any',
      1,
      `dealowner opportunityowner potentialowner salesagent salesperson verkaufer ${owner}`,
    ),
    target('product', 'text', 1, 'products product productname produkt artikel'),
    target(
      'company',
      'any',
      0,
      'account accountname company companyname organization dealorganization firma',
    ),
    target(
      'contact',
      'any',
      0,
      'contactid contact contactname dealcontactperson kontakt ansprechpartner leadid',
    ),
    target('stage', 'text', 4, 'dealstage stage stagename salesstage verkaufsphase'),
    target('stage', 'text', 0, 'phase status'),
    target('createdAt', 'date', 1, `engagedate opendate dealcreated ${created}`),
    target('closedAt', 'date', 3, 'closedate closingdate closedat closed abschlussdatum wontime'),
    target('expectedClose', 'date', 3, 'expectedclosedate expectedclose erwarteterabschluss'),
    target(
      'amount',
      'number',
      3,
      'amount closevalue dealvalue dealamount value betrag wert volumen oneoffamount einmalbetrag',
    ),
    target('recurring', 'number', 3, 'recurringpermonth monthlyrecurringrevenue mrr monatsbetrag'),
    target('term', 'number', 1, 'terminmonths contractterm term laufzeit'),
    target('currency', 'text', 0, 'currency currencyisocode currencycode wahrung'),
    target('lostReason', 'text', 2, 'lostreason lossreason closedlostreason verlustgrund closereason'),
    target('closeNote', 'text', 1, 'closenote'),
    target('origin', 'text', 1, 'dealorigin origin'),
    target('pushes', 'number', 1, 'pushes pushcount'),
    target('people', 'text', 0, 'people dealpeople buyinggroup buyingcommittee'),
    target('renews', 'any', 3, 'renewsdeal renewsdealid renews verlangert'),
  ],
  activities: [
    target('externalId', 'any', 2, 'activityid taskid eventid callid noteid engagementid'),
    target('externalId', 'any', 0, 'recordid hsobjectid externalid id'),
    target('kind', 'text', 3, 'activitytype activity tasktype hstasktype engagementtype aktivitatstyp'),
    target('kind', 'text', 0, 'type typ art tasksubtype'),
    target('subject', 'text', 3, 'tasktitle hstasksubject callname hscalltitle meetingname hsmeetingtitle'),
    target('subject', 'text', 3, 'subject betreff activitysubject activitytitle notetitle thema'),
    target(
      'text',
      'text',
      3,
      'notebody notecontent notes note body notiz notizen comments comment kommentar',
    ),
    target(
      'text',
      'text',
      3,
      'tasknotes hstaskbody callnotes hscallbody hsmeetingbody hsnotebody fullcomments',
    ),
    target('text', 'text', 0, 'description beschreibung content text'),
    target('calledAt', 'date', 4, 'callstarttime calldate calltime'),
    target('metAt', 'date', 4, 'startdatetime meetingstarttime hsmeetingstarttime meetingdate eventstart'),
    target('dueAt', 'date', 4, 'duedate taskduedate faelligkeitsdatum falligkeitsdatum faelligam falligam'),
    target('dueTime', 'any', 0, 'duetime'),
    target('status', 'any', 0, 'isclosed done taskstatus hstaskstatus callstatus hscallstatus'),
    target('status', 'any', 0, 'meetingoutcome hsmeetingoutcome activitystatus status erledigt'),
    target('doneAt', 'date', 2, 'completeddatetime completedat taskcompletiondate hstaskcompletiondate'),
    target('doneAt', 'date', 2, 'closedtime donetime markedasdonetime'),
    target('at', 'date', 2, 'activitydate activitydatetime hstimestamp happenedon happenedat'),
    target('at', 'date', 0, 'date datum'),
    target('createdAt', 'date', 2, 'createdtime'),
    target('createdAt', 'date', 0, created),
    target('contact', 'any', 1, 'contactid contactname contact contactperson person personname'),
    target('contact', 'any', 1, 'whoid leadid kontakt ansprechpartner'),
    target('contact', 'any', 0, `associatedcontactids ${email}`),
    target('company', 'any', 0, 'company companyname organization organisation accountname account firma'),
    target('company', 'any', 0, 'companyaccount'),
    target('companyId', 'any', 1, 'accountid companyid organizationid'),
    target('deal', 'any', 1, 'dealid dealname deal dealtitle potentialid opportunityid opportunity whatid'),
    target(
      'owner',
      'any',
      1,
      `callowner eventowner taskowner noteowner activityowner assigned assignedtouser ${owner}`,
    ),
    target('outcome', 'text', 2, 'callresult callpurpose calloutcome outcome ergebnis'),
  ],
  files: [
    target('externalId', 'any', 0, 'attachmentid fileid externalid'),
    target('file', 'any', 3, 'file path datei pfad'),
    target('name', 'any', 1, 'filename name dateiname title'),
    target('number', 'any', 1, 'number recordnumber recordid parentid nummer'),
    target('record', 'text', 0, 'record kind recordtype type'),
    target('email', 'email', 0, email),
    target('domain', 'any', 0, 'domain website'),
    target('note', 'any', 0, 'note description notiz beschreibung'),
    target('at', 'date', 0, `date addedon datum ${created}`),
    target('owner', 'any', 0, `addedby createdby createdbyid ${owner}`),
  ],
}

/** A row about somebody may also speak of their firm, a deal of theirs and what was noted down. */
const parts: Partial<Record<ImportRecord, Target[]>> = {
  contacts: [
    target('companyId', 'any', 1, 'accountid companyid organizationid associatedcompanyid'),
    target('companies.domain', 'url', 0, 'companydomainname companydomain companywebsite domain website url'),
    target('companies.sector', 'text', 0, 'companyindustry industry sector branche'),
    target('companies.employees', 'number', 0, 'numberofemployees noofemployees employees mitarbeiterzahl'),
    target('companies.revenue', 'number', 0, 'companyrevenue annualrevenue jahresumsatz'),
    target('deals.externalId', 'any', 0, 'dealid opportunityid potentialid'),
    target('deals.name', 'text', 1, 'dealname opportunityname potentialname dealtitle'),
    target('deals.stage', 'text', 1, 'dealstage opportunitystage salesstage'),
    target('deals.amount', 'number', 1, 'dealamount dealvalue amount'),
    target('deals.closedAt', 'date', 1, 'dealclosedate closedate closingdate'),
    target('deals.owner', 'any', 0, 'dealowner opportunityowner potentialowner'),
    target('activities.text', 'text', 0, 'notes note notiz notizen'),
  ],
  companies: [target('parentId', 'any', 3, 'parentid parentaccountid parentcompanyid')],
  deals: [
    target('companyId', 'any', 0, 'accountid companyid organizationid associatedcompanyid'),
    target('contacts.email', 'email', 0, 'contactemail primarycontactemail contactpersonemail'),
    target('contacts.firstName', 'text', 0, 'contactfirstname'),
    target('contacts.lastName', 'text', 0, 'contactlastname'),
    target('contacts.phone', 'phone', 0, 'contactphone'),
    target('companies.domain', 'url', 0, 'companydomainname companydomain companywebsite'),
    target('companies.sector', 'text', 0, 'companyindustry'),
    target('activities.text', 'text', 0, 'notes note notiz notizen'),
  ],
}

/** The same fields by their labels in other tongues. */
const abroad = (record: ImportRecord): Target[] =>
  Object.entries(languages[record] ?? {}).map(([field, labels]) => {
    const like = plain[record].find((it) => it.field === field)!
    const headers = [...new Set(labels.split('|').map(headerKey))]
    return { ...like, tells: field === 'externalId' ? 0 : like.tells, headers }
  })

export const targets = Object.fromEntries(
  (Object.keys(plain) as ImportRecord[]).map((record) => [
    record,
    [...plain[record], ...abroad(record), ...(parts[record] ?? [])],
  ]),
) as Record<ImportRecord, Target[]>
