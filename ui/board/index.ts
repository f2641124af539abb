/** Cards in columns. */
export { Board, type Lane, type Move } from './board.tsx'
