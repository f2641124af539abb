import type { Contract } from '../contract.ts'

declare module '#ui/client' {
  interface Api {
    contract: Contract
  }
}
