import { northEast } from './languages-north-east.ts'

/**
 * What columns are called in exports of other tongues (HubSpot writes its labels in the language of whoever exports):
 * French, Spanish, Portuguese, Italian, Dutch, Japanese and German, by the field they fill. `|` stands between two.
 */
export type Labels = Record<string, string>

const owners =
  'propriétaire|proprietario|proprietário|eigenaar|inhaber|verantwortlicher|担当者|所有者|zuständiger mitarbeiter'
const numbers =
  "id de la fiche d'informations|id de fiche d’informations|id de la fiche|id de registro|id del registro|id do registro|id record|record-id|datensatz-id|レコードid|レコード id"
const created =
  'date de création|fecha de creación|data de criação|data di creazione|aanmaakdatum|erstellungsdatum|erstellt am|作成日'
const cities = 'ville|ciudad|cidade|città|plaats|woonplaats|市区町村|都市|市'
const countries =
  'pays|pays/région|país|país/región|país/região|paese|paese/regione|land/regio|land/region|国|国/地域'
const firms =
  "nom de l'entreprise|nom de l’entreprise|entreprise|société|nombre de la empresa|empresa|nome da empresa|nome azienda|nome dell'azienda|nome dell’azienda|azienda|bedrijfsnaam|bedrijf|naam bedrijf|name des unternehmens|unternehmensname|会社名|会社"
const mails =
  'adresse e-mail|adresse email|e-mail|courriel|correo|correo electrónico|endereço de e-mail|indirizzo email|indirizzo e-mail|e-mailadres|e-mail-adresse|eメール|メール|メールアドレス'
const phones =
  'numéro de téléphone|téléphone|numéro de téléphone portable|número de teléfono|teléfono|número de telefone|telefone|celular|numero di telefono|telefono|cellulare|telefoonnummer|telefoon|mobiel nummer|電話番号|携帯電話番号'

const west: Record<string, Labels> = {
  contacts: {
    externalId: numbers,
    firstName: 'prénom|primeiro nome|voornaam|名',
    lastName: 'nom de famille|apellidos|apellido|sobrenome|último nome|cognome|achternaam|姓',
    fullName: 'nom|nom complet|nombre|nombre completo|nome|nome completo|naam|volledige naam|氏名|名前',
    email: mails,
    phone: phones,
    jobTitle:
      'intitulé du poste|poste|fonction|puesto|cargo|qualifica|posizione lavorativa|ruolo|functie|functietitel|position|役職',
    companyName: firms,
    city: cities,
    country: countries,
    owner: `propriétaire du contact|propietario del contacto|proprietário do contato|proprietario del contatto|eigenaar contactpersoon|contacteigenaar|eigenaar van contactpersoon|kontakt-inhaber|für kontakt zuständiger mitarbeiter|コンタクト担当者|${owners}`,
    createdAt: created,
    doNotEmail:
      'désabonné de tous les e-mails|canceló la suscripción a todos los correos|cancelou a assinatura de todos os e-mails|annullata iscrizione a tutte le email|afgemeld voor alle e-mails|von allen e-mails abgemeldet|すべてのeメールから配信登録解除',
  },
  companies: {
    externalId: numbers,
    name: `${firms}|nom|nombre|nome|naam`,
    domain:
      "nom de domaine de l'entreprise|nom de domaine|nombre de dominio de la empresa|nome de domínio da empresa|nome dominio azienda|nome di dominio dell'azienda|domeinnaam bedrijf|domeinnaam|domainname des unternehmens|domain-name|会社のドメイン名|site web|sitio web|sito web|ウェブサイト",
    sector: "secteur d'activité|secteur|sector|setor|settore|bedrijfstak|業種",
    employees:
      "nombre d'employés|nombre d’employés|número de empleados|número de funcionários|numero di dipendenti|aantal werknemers|aantal medewerkers|anzahl der mitarbeiter|従業員数",
    revenue:
      "chiffre d'affaires annuel|chiffre d’affaires annuel|ingresos anuales|receita anual|fatturato annuo|entrate annuali|jaarlijkse omzet|jaaromzet|年間売上|年間収益",
    city: cities,
    country: countries,
    parent: 'entreprise parente|empresa matriz|azienda principale|moederbedrijf|親会社',
    owner: `propriétaire de l'entreprise|propietario de la empresa|proprietário da empresa|proprietario dell'azienda|bedrijfseigenaar|für unternehmen zuständiger mitarbeiter|会社担当者|${owners}`,
    createdAt: created,
  },
  deals: {
    externalId: numbers,
    name: "nom de la transaction|nombre del negocio|nome do negócio|nome trattativa|nome dell'affare|naam deal|dealnaam|deal-name|取引名",
    owner: `propriétaire de la transaction|propietario del negocio|proprietário do negócio|proprietario della trattativa|dealeigenaar|für deal zuständiger mitarbeiter|取引担当者|${owners}`,
    company: firms,
    stage:
      "phase de la transaction|étape de la transaction|etapa del negocio|etapa do negócio|estágio do negócio|fase trattativa|fase dell'affare|dealfase|deal-phase|取引ステージ",
    createdAt: created,
    closedAt:
      'date de fermeture|date de clôture|fecha de cierre|data de fechamento|data di chiusura|sluitingsdatum|abschlussdatum|クローズ日',
    amount: 'montant|valor|importe|cantidad|importo|bedrag|金額',
    lostReason:
      'motif de la perte|motivo de pérdida|motivo da perda|motivo della perdita|reden verlies|失注理由',
  },
  activities: {
    externalId: numbers,
    subject: 'objet|sujet|asunto|assunto|oggetto|onderwerp|件名',
    text: 'commentaires|notas|comentarios|observações|comentários|commenti|notities|opmerkingen|メモ|コメント',
    kind: "type d'activité|type d’activité|type de tâche|tipo de actividad|tipo de tarea|tipo de atividade|tipo de tarefa|tipo di attività|type activiteit|activiteitstype|taaktype|aufgabentyp|art der aktivität|活動タイプ|タスクタイプ",
    dueAt:
      "date d'échéance|date d’échéance|fecha de vencimiento|data de vencimento|data di scadenza|vervaldatum|fällig am|期日|期限",
    status:
      "statut|statut de la tâche|état|estado|estado de la tarea|situação|stato|stato dell'attività|stato dell’attività|taakstatus|aufgabenstatus|ステータス|タスクのステータス",
    at: "date de l'activité|date de l’activité|date d'activité|date d’activité|fecha de actividad|fecha de la actividad|data da atividade|data dell'attività|data dell’attività|activiteitsdatum|datum der aktivität|aktivitätsdatum|活動日",
    contact: 'contacto|contato|contatto|contactpersoon|コンタクト',
    company: firms,
    owner: `assigné à|asignado a|atribuído a|assegnato a|toegewezen aan|zugewiesen an|${owners}`,
    createdAt: created,
  },
}

const both = (one: Labels = {}, other: Labels = {}): Labels =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((field) => [
      field,
      [one[field], other[field]].filter((labels) => labels !== undefined).join('|'),
    ]),
  )

export const languages: Record<string, Labels> = Object.fromEntries(
  Object.keys(west).map((record) => [record, both(west[record], northEast[record])]),
)
