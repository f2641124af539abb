/**
 * Who was erased, as keyed hashes: nobody but they themselves makes them anew. What is brought (files, programs, colleagues)
 * is refused; what they do (a form, a mail, a call that is written down) brings them back as somebody new.
 */
export {
  comesBack,
  erasedAmong,
  erasedWords,
  hashOf,
  type Key,
  keysOf,
  refuseErased,
  rememberErased,
} from './erased.ts'
