import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
