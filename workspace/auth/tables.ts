// Generated from the catalog by `npm run generate`.
declare module '#platform/db' {
  interface Tables {
    'auth.account': {
      id: string
      accountId: string
      providerId: string
      userId: string
      accessToken: string | null
      refreshToken: string | null
      idToken: string | null
      accessTokenExpiresAt: Date | null
      refreshTokenExpiresAt: Date | null
      scope: string | null
      password: string | null
      createdAt: Date
      updatedAt: Date
    }
    'auth.rateLimit': {
      id: string
      key: string
      count: number
      lastRequest: number
    }
    'auth.session': {
      id: string
      expiresAt: Date
      token: string
      createdAt: Date
      updatedAt: Date
      ipAddress: string | null
      userAgent: string | null
      userId: string
    }
    'auth.twoFactor': {
      id: string
      secret: string
      backupCodes: string
      userId: string
      verified: boolean | null
      failedVerificationCount: number | null
      lockedUntil: Date | null
    }
    'auth.usedCode': {
      userId: string
      codeHash: string
      usedAt: Date
    }
    'auth.user': {
      id: string
      name: string
      email: string
      emailVerified: boolean
      image: string | null
      createdAt: Date
      updatedAt: Date
      twoFactorEnabled: boolean | null
    }
    'auth.verification': {
      id: string
      identifier: string
      value: string
      expiresAt: Date
      createdAt: Date
      updatedAt: Date
    }
  }
}

export {}
