import type { FastifyInstance } from 'fastify'
export const createAuth = (_parts: object) => ({})
export const mountAuth = (_app: FastifyInstance, _auth: object) => {}
export const firstRunToken = async (_database: object): Promise<string | null> => null
