import type { Labels } from './languages.ts'

/**
 * The same in Danish, Finnish, Norwegian, Swedish, Polish and Chinese, simplified and traditional. What HubSpot calls its numbers and
 * its unsubscribing there is left out but for Chinese, because nobody has seen it yet.
 */
const owners =
  'ejer|omistaja|eier|ägare|właściciel|所有者|负责人|擁有者|負責人|tildelt til|tilldelad|przypisano do|分配给|指派給'
const created =
  'oprettelsesdato|oprettet|luontipäivä|luontipäivämäärä|luotu|opprettelsesdato|opprettet|skapandedatum|skapad|data utworzenia|创建日期|创建时间|建立日期|建立時間'
const numbers = '记录 id|记录id|記錄 id|記錄id'
const cities = 'by|kaupunki|poststed|stad|postort|miasto|miejscowość|城市'
const countries = 'land|land/område|maa|maa/alue|land/region|kraj|kraj/region|国家|国家/地区|國家|國家/地區'
const firms =
  'virksomhedsnavn|virksomhed|firmanavn|yrityksen nimi|yritys|bedrift|bedriftsnavn|selskap|selskapsnavn|företagsnamn|företag|nazwa firmy|firma|公司名称|公司|公司名稱'

export const northEast: Record<string, Labels> = {
  contacts: {
    externalId: numbers,
    firstName: 'fornavn|etunimi|förnamn|imię|名字',
    lastName: 'efternavn|sukunimi|etternavn|efternamn|nazwisko|姓氏',
    fullName: 'navn|fulde navn|nimi|koko nimi|fullt navn|namn|fullständigt namn|imię i nazwisko|姓名|全名',
    email:
      'e-mailadresse|mailadresse|sähköposti|sähköpostiosoite|e-post|e-postadresse|e-postadress|adres e-mail|电子邮件|电子邮箱|邮箱|電子郵件|電子郵件地址|電郵',
    phone:
      'telefonnummer|mobilnummer|mobiltelefonnummer|puhelinnumero|puhelin|matkapuhelin|matkapuhelinnumero|numer telefonu|telefon komórkowy|电话号码|电话|手机号码|手机|電話號碼|電話|手機號碼|手機|行動電話',
    jobTitle:
      'stilling|jobtitel|tehtävänimike|ammattinimike|stillingstittel|jobbtittel|befattning|jobbtitel|stanowisko|职务|职位|職稱|職務|職位',
    companyName: firms,
    city: cities,
    country: countries,
    owner: `kontaktejer|yhteyshenkilön omistaja|kontakteier|kontaktägare|właściciel kontaktu|联系人所有者|联系人负责人|聯絡人擁有者|聯絡人負責人|${owners}`,
    createdAt: created,
  },
  companies: {
    externalId: numbers,
    name: `${firms}|navn|nimi|namn|nazwa|名称|名稱`,
    domain:
      'virksomhedens domænenavn|domænenavn|hjemmeside|verkkotunnus|yrityksen verkkotunnus|verkkosivusto|domenenavn|nettsted|nettside|företagets domännamn|domännamn|webbplats|hemsida|nazwa domeny firmy|nazwa domeny|strona internetowa|公司域名|域名|网站|公司網域名稱|網域名稱|網站',
    sector: 'branche|toimiala|bransje|bransch|branża|行业|產業|行業',
    employees:
      'antal medarbejdere|antal ansatte|työntekijöiden määrä|työntekijämäärä|antall ansatte|antal anställda|liczba pracowników|员工人数|员工数量|員工人數',
    revenue:
      'årlig omsætning|årsomsætning|liikevaihto|vuosittainen liikevaihto|årlig omsetning|årsomsetning|årsomsättning|årlig omsättning|roczny przychód|roczne przychody|年收入|年营业额|年營收',
    city: cities,
    country: countries,
    parent: 'moderselskab|emoyhtiö|morselskap|moderbolag|spółka dominująca|母公司',
    owner: `virksomhedsejer|yrityksen omistaja|bedriftseier|företagsägare|właściciel firmy|公司所有者|公司擁有者|${owners}`,
    createdAt: created,
  },
  deals: {
    externalId: numbers,
    name: 'dealnavn|aftalenavn|kaupan nimi|avtalenavn|affärsnamn|affärens namn|nazwa transakcji|交易名称|交易名稱',
    owner: `dealejer|aftaleejer|kaupan omistaja|avtaleeier|affärsägare|właściciel transakcji|交易所有者|交易负责人|交易擁有者|${owners}`,
    company: firms,
    stage: 'dealfase|aftalefase|kaupan vaihe|avtalefase|affärsfas|etap transakcji|交易阶段|交易階段',
    createdAt: created,
    closedAt:
      'lukkedato|afslutningsdato|sulkemispäivä|päättymispäivä|stängningsdatum|data zamknięcia|结束日期|关闭日期|成交日期|結束日期|關閉日期',
    amount: 'beløb|summa|beløp|belopp|kwota|金额|金額',
  },
  activities: {
    externalId: numbers,
    subject: 'emne|aihe|ämne|temat|主题|主旨|主題',
    text: 'noter|muistiinpanot|muistiinpano|notater|notat|anteckningar|anteckning|notatki|notatka|备注|備註',
    kind: 'aktivitetstype|opgavetype|toiminnon tyyppi|tehtävän tyyppi|oppgavetype|aktivitetstyp|uppgiftstyp|typ aktywności|typ zadania|活动类型|任务类型|活動類型|任務類型',
    dueAt:
      'forfaldsdato|eräpäivä|määräpäivä|forfallsdato|förfallodatum|termin wykonania|截止日期|到期日期|到期日',
    status:
      'opgavestatus|tila|tehtävän tila|oppgavestatus|uppgiftsstatus|status zadania|状态|任务状态|狀態|任務狀態',
    at: 'aktivitetsdato|aktivitetsdatum|data aktywności|活动日期|活動日期',
    contact: 'yhteyshenkilö|联系人|聯絡人',
    company: firms,
    owner: owners,
    createdAt: created,
  },
}
