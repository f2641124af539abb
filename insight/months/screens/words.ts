export const sectionTitles = {
  race: 'From lead to customer',
  rates: 'Rates',
  speed: 'Speed',
  money: 'Money',
  revenue: 'Revenue',
  deals: 'How deals move',
  pipeline: 'Open pipeline',
  customers: 'Customers',
  mail: 'Mail',
} as const

export const changeWords = { joined: 'joined', left: 'left', changed: 'changed' } as const
