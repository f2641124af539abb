/** What people in the sample firm write to each other. `WHO` stands for a first name, `WHAT` for what is sold. */
export const openings = [
  {
    subject: 'I could not reach you by phone',
    text: 'Hello WHO,\n\nI tried to reach you about your machines. When would ten minutes suit you this week?',
  },
  {
    subject: 'What other plants measure',
    text: 'Hello WHO,\n\nyou looked at our pages about standing machines. Shall I show you what a plant like yours measures, and what it costs?',
  },
  {
    subject: 'A first look at your line',
    text: 'Hello WHO,\n\nto say what would fit, two numbers help: how many motors run without a break, and how many of them stood still last year?',
  },
] as const

export const offers = [
  {
    subject: 'Our offer: WHAT',
    text: 'Hello WHO,\n\nas we agreed: the offer for WHAT. It holds until the end of next month. What else do you need to decide?',
  },
  {
    subject: 'What you asked about WHAT',
    text: 'Hello WHO,\n\nthe answers from our technicians: it runs without a network for a week, and nothing has to stand still to put it in.',
  },
] as const

export const reminders = [
  {
    subject: 'Before the week is over',
    text: 'Hello,\n\nhave you had time to look at our offer? I can come by on Monday, if that helps.',
  },
  {
    subject: 'Two dates for the installation',
    text: 'Hello,\n\nour technicians have two free days next month. Shall I keep one for you?',
  },
] as const

export const answers = {
  opening: [
    'Thursday after two is fine. Please call my direct line.',
    'We have about forty motors, and three failed last year. I would like to see it.',
    'Not this month, we are in the middle of an audit. Write again in four weeks, please.',
    'Thanks, but our plant in the south does this already. I have passed it on to them.',
  ],
  offer: [
    'Thanks. Purchasing has it now; can you do something about the price from twenty pieces on?',
    'Good. Our works council wants to know where the data is kept. Is there something to read?',
    'We will decide on Tuesday. It looks good so far.',
    'One question: who puts it in, you or we?',
  ],
} as const

export const replies = [
  'Thank you. I have put it into my calendar and call you then.',
  'Of course: I send you two pages on it tomorrow morning.',
  'We put it in together with your people; it takes half a day.',
] as const

export const away =
  'Thank you for your mail. I am out of the office until Monday and read it when I am back.' as const

/** From people whom nobody knows, to the firm's mailbox. */
export const strangers = [
  {
    name: 'Petra Vogl',
    email: 'p.vogl@vogl-presswerk.example',
    subject: 'Sensors for old presses',
    text: 'Good morning, do your sensors also fit presses from the eighties? We have nine of them.',
  },
  {
    name: 'Simon Achard',
    email: 'simon@fromagerie-achard.example',
    subject: 'Cold store',
    text: 'A colleague met you at the fair. We look for something that watches the compressors of a cold store.',
  },
  {
    name: 'Trade Register Online',
    email: 'offers@register-online.example',
    subject: 'Your entry for next year',
    text: 'Dear firm, renew your entry now for 890 euros.',
  },
] as const

export const promises = {
  words: [
    'They were promised that nothing stands still while it is put in. The plant manager wants to be called first.',
    'They bought because of the short way to us: one person to call, no hotline.',
    'The price holds for the second plant too, if they order within the year.',
  ],
  texts: [
    'Training for the night shift',
    'Name a person to call',
    'First report after four weeks',
    'Put in on a weekend',
    'Spare sensors on site',
    'Access for their maintenance firm',
  ],
  questions: [
    'Which of the two plants is meant by “the line”?',
    'Is the training part of the price, or to be paid for?',
  ],
  answers: ['The one in the north; the other follows in spring.', 'Part of the price, one day.'],
} as const

export const notes = [
  'Decides together with the head of production; prefers mornings.',
  'Was with a competitor before and was let down by their service.',
  'Budget is only free in the next quarter.',
  'Knows us from the fair; liked the demonstration with the old motor.',
  'Wants to start with two machines and see.',
] as const
