/** Where the sample firm's people live: what is typical of a country, as far as a data library does not know it. */
export const countries = {
  DE: {
    weight: 46,
    towns:
      'Berlin Hamburg München Köln Düsseldorf Leipzig Nürnberg Würzburg Münster Göttingen Tübingen Lübeck',
  },
  AT: { weight: 9, towns: 'Wien Graz Linz Salzburg Innsbruck Dornbirn' },
  GB: { weight: 9, towns: 'London Manchester Leeds Bristol Glasgow Sheffield' },
  FR: { weight: 8, towns: 'Lyon Paris Lille Nantes Besançon Strasbourg' },
  PL: { weight: 6, towns: 'Warszawa Kraków Łódź Wrocław Poznań Gdańsk' },
  IT: { weight: 5, towns: 'Milano Torino Bologna Verona Padova' },
  PT: { weight: 4, towns: 'Porto Lisboa Braga Aveiro' },
  CZ: { weight: 4, towns: 'Praha Brno Plzeň Olomouc' },
  SE: { weight: 3, towns: 'Göteborg Malmö Västerås Örebro' },
  TR: { weight: 3, towns: 'İstanbul İzmir Bursa Eskişehir' },
  AE: { weight: 2, towns: 'دبي أبوظبي الشارقة' },
  IL: { weight: 1, towns: 'חיפה ירושלים' },
} as const
export type Country = keyof typeof countries

export const sectors = {
  Manufacturing: 28,
  Logistics: 18,
  'Health care': 12,
  Retail: 12,
  Construction: 10,
  Software: 8,
  Energy: 6,
  'Public sector': 6,
} as const

export const jobTitles = {
  'Head of operations': 14,
  'Plant manager': 12,
  'Managing director': 9,
  'Maintenance manager': 12,
  'IT manager': 10,
  Purchaser: 10,
  'Quality manager': 8,
  Engineer: 14,
  Student: 3,
  Assistant: 8,
} as const

/** Numbers that regulators keep free for films and books, so that nobody's telephone rings. */
export const phonesFor: Partial<Record<Country, readonly { prefix: string; digits: number }[]>> = {
  DE: [
    { prefix: '+49 30 23125', digits: 3 },
    { prefix: '+49 69 90009', digits: 3 },
    { prefix: '+49 40 66969', digits: 3 },
    { prefix: '+49 221 4710', digits: 3 },
    { prefix: '+49 89 99998', digits: 3 },
  ],
  GB: [{ prefix: '+44 20 7946 0', digits: 3 }],
}
