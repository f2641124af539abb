// Generated from the contract by `npm run generate`.
import type { Call, Instant } from './index.d.ts'

/** What is sent to each endpoint, and what it answers. */
export interface Operations {
  'account.endOtherSessions': {
    input: Record<never, never>
    output: {
      ended: number
    }
  }
  'account.endSession': {
    input: {
      id: string
    }
    output: {
      ended: number
    }
  }
  'account.get': {
    input: Record<never, never>
    output: {
      name: string
      email: string
      twoFactor: boolean
      sessions: ({
        id: string
        device: string
        ipAddress: string | null
        signedInAt: string
        usedAt: string
        isThis: boolean
      })[]
    }
  }
  'account.rename': {
    input: {
      name: string
    }
    output: {
      operationId: string | null
    }
  }
  'agreement.callOff': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'agreement.discard': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'agreement.draft': {
    input: Record<never, never>
    output: {
      operationId: string | null
      id: string
    }
  }
  'agreement.get': {
    input: Record<never, never>
    output: {
      inForce: {
        id: string
        number: number
        state: "draft" | "waiting" | "in_force" | "past"
        content: {
          answerMinutes: {
            asked: number
            earned: number
          }
          attemptMinutes: {
            asked: number
            earned: number
          }
          decisionDays: {
            asked: number
            earned: number
          }
          attempts: {
            days: number
            channels: number
            hoursApart: number
          }
          verdictDays?: number
          keptPerMonth?: number | null
          weekly?: {
            productLineId: string
            perWeek: number
          }[]
          ownReasons?: ({
            code: string
            label: string
            asks: string | null
            retired: boolean
          })[]
          definitions: {
            productLineId: string
            definitionId: string
          }[]
          receivers: ({
            memberId: string
            perWeek: number | null
          })[]
        }
        articles: ({
          title: string
          lines: ({
            what: string
            says: string | null
            before: string | null
          })[]
        })[]
        startsOn: string | null
        startsAt: string | null
        fromAt: string | null
        toAt: string | null
        changedBy: string
        changedAt: string
        hash: string
        signatures: ({
          side: "marketing" | "sales"
          memberId: string
          name: string
          at: string
          voidedAt: string | null
        })[]
        problems: string[]
      } | null
      ahead: {
        id: string
        number: number
        state: "draft" | "waiting" | "in_force" | "past"
        content: {
          answerMinutes: {
            asked: number
            earned: number
          }
          attemptMinutes: {
            asked: number
            earned: number
          }
          decisionDays: {
            asked: number
            earned: number
          }
          attempts: {
            days: number
            channels: number
            hoursApart: number
          }
          verdictDays?: number
          keptPerMonth?: number | null
          weekly?: {
            productLineId: string
            perWeek: number
          }[]
          ownReasons?: ({
            code: string
            label: string
            asks: string | null
            retired: boolean
          })[]
          definitions: {
            productLineId: string
            definitionId: string
          }[]
          receivers: ({
            memberId: string
            perWeek: number | null
          })[]
        }
        articles: ({
          title: string
          lines: ({
            what: string
            says: string | null
            before: string | null
          })[]
        })[]
        startsOn: string | null
        startsAt: string | null
        fromAt: string | null
        toAt: string | null
        changedBy: string
        changedAt: string
        hash: string
        signatures: ({
          side: "marketing" | "sales"
          memberId: string
          name: string
          at: string
          voidedAt: string | null
        })[]
        problems: string[]
      } | null
      past: ({
        id: string
        number: number
        fromAt: string | null
        toAt: string | null
      })[]
      kept: {
        thisMonth: number
        target: number | null
      } | null
      may: {
        write: boolean
        sign: ("marketing" | "sales")[]
      }
    }
  }
  'agreement.marks': {
    input: Record<never, never>
    output: {
      rows: {
        number: number
        at: string
      }[]
    }
  }
  'agreement.save': {
    input: {
      id: string
      content: {
        answerMinutes: {
          asked: number
          earned: number
        }
        attemptMinutes: {
          asked: number
          earned: number
        }
        decisionDays: {
          asked: number
          earned: number
        }
        attempts: {
          days: number
          channels: number
          hoursApart: number
        }
        verdictDays?: number
        keptPerMonth?: number | null
        weekly?: {
          productLineId: string
          perWeek: number
        }[]
        ownReasons?: ({
          code: string
          label: string
          asks: string | null
          retired: boolean
        })[]
        definitions: {
          productLineId: string
          definitionId: string
        }[]
        receivers: ({
          memberId: string
          perWeek: number | null
        })[]
      }
      startsOn: string | null
      hash: string
    }
    output: {
      operationId: string | null
    }
  }
  'agreement.sign': {
    input: {
      id: string
      side: "marketing" | "sales"
      hash: string
    }
    output: {
      operationId: string | null
      startsAt: string | null
    }
  }
  'agreement.unsign': {
    input: {
      id: string
      side: "marketing" | "sales"
    }
    output: {
      operationId: string | null
    }
  }
  'agreement.version': {
    input: {
      id: string
    }
    output: {
      id: string
      number: number
      state: "draft" | "waiting" | "in_force" | "past"
      content: {
        answerMinutes: {
          asked: number
          earned: number
        }
        attemptMinutes: {
          asked: number
          earned: number
        }
        decisionDays: {
          asked: number
          earned: number
        }
        attempts: {
          days: number
          channels: number
          hoursApart: number
        }
        verdictDays?: number
        keptPerMonth?: number | null
        weekly?: {
          productLineId: string
          perWeek: number
        }[]
        ownReasons?: ({
          code: string
          label: string
          asks: string | null
          retired: boolean
        })[]
        definitions: {
          productLineId: string
          definitionId: string
        }[]
        receivers: ({
          memberId: string
          perWeek: number | null
        })[]
      }
      articles: ({
        title: string
        lines: ({
          what: string
          says: string | null
          before: string | null
        })[]
      })[]
      startsOn: string | null
      startsAt: string | null
      fromAt: string | null
      toAt: string | null
      changedBy: string
      changedAt: string
      hash: string
      signatures: ({
        side: "marketing" | "sales"
        memberId: string
        name: string
        at: string
        voidedAt: string | null
      })[]
      problems: string[]
    }
  }
  'attribution.deals': {
    input: {
      campaign: string | "none"
      from?: Instant
      to?: Instant
      zone?: string
      channel?: string
      formId?: string
      productLineId?: string
      memberId?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        name: string
        wonAt: string
        valueMinor: number | null
        attributed: { [name: string]: number } | null
        touches: ({
          at: string
          kind: string
          campaignId: string
          campaign: string
          contactId: string | null
          person: string
        })[]
      })[]
      next: string | null
      n: number
    }
  }
  'attribution.export': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      formId?: string
      productLineId?: string
      memberId?: string
    }
    output: File
  }
  'attribution.get': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      formId?: string
      productLineId?: string
      memberId?: string
    }
    output: {
      asOf: string
      zone: string
      currency: string
      rows: ({
        campaignId: string
        name: string
        deals: number
        withoutRate: number
        attributed: { [name: string]: number }
        low: number
        high: number
        spendMinor: number | null
        ownTimeMinor: number | null
        roas: {
          low: number
          high: number
        } | null
        roi: {
          low: number
          high: number
        } | null
        note: string | null
      })[]
      none: {
        deals: number
        withoutRate: number
        valueMinor: number
      }
      unallocated: {
        spendMinor: number | null
        ownTimeMinor: number | null
      }
      total: {
        deals: number
        withoutRate: number
        wonMinor: number
        attributed: { [name: string]: number }
        spendMinor: number | null
        ownTimeMinor: number | null
      }
      spendUnknown: string | null
      marginMissing: boolean
      identities: ({
        name: string
        left: number
        right: number
        holds: boolean
        model: "first" | "last" | "linear" | "position" | "decay"
      })[]
    }
  }
  'attribution.one': {
    input: {
      campaignId: string
      from?: Instant
      to?: Instant
      zone?: string
      channel?: string
      formId?: string
      productLineId?: string
      memberId?: string
    }
    output: {
      asOf: string
      currency: string
      deals: number
      withoutRate: number
      attributed: { [name: string]: number }
      low: number
      high: number
    }
  }
  'audit.changes': {
    input: {
      id: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        table: string
        rowId: string
        before: { [name: string]: unknown } | null
        after: { [name: string]: unknown } | null
        of: {
          record: string
          id: string
          name: string
          path: string
        } | null
        fields: ({
          field: string
          label: string
          kind: "text" | "number" | "money" | "day" | "instant"
          currency: string | null
          from: string | null
          to: string | null
        })[] | null
      })[]
      next: string | null
    }
  }
  'audit.export': {
    input: {
      by?: string | "programs" | "baton"
      kind?: string
      record?: "contact" | "company" | "deal" | "task" | "note" | "file" | "lead" | "handover" | "campaign" | "form" | "product" | "field" | "member"
      from?: string
      until?: string
      undoable?: string | boolean
    }
    output: File
  }
  'audit.history': {
    input: {
      cursor?: string
      limit?: number
      record: "contact" | "company" | "deal"
      id: string
    }
    output: {
      rows: ({
        id: string
        kind: string
        label: string | null
        actor: string
        actorName: string
        at: string
        state: "done" | "undoing" | "undone"
        undoes: string | null
        changes: number
        stayed: number
        problem: string | null
        undoable: boolean
        made: boolean
        fields: ({
          field: string
          label: string
          kind: "text" | "number" | "money" | "day" | "instant"
          currency: string | null
          from: string | null
          to: string | null
        })[]
      })[]
      next: string | null
    }
  }
  'audit.kinds': {
    input: Record<never, never>
    output: {
      rows: {
        kind: string
        label: string
      }[]
    }
  }
  'audit.list': {
    input: {
      cursor?: string
      limit?: number
      by?: string | "programs" | "baton"
      kind?: string
      record?: "contact" | "company" | "deal" | "task" | "note" | "file" | "lead" | "handover" | "campaign" | "form" | "product" | "field" | "member"
      from?: string
      until?: string
      undoable?: string | boolean
    }
    output: {
      rows: ({
        id: string
        kind: string
        label: string | null
        actor: string
        actorName: string
        at: string
        state: "done" | "undoing" | "undone"
        undoes: string | null
        changes: number
        stayed: number
        problem: string | null
        undoable: boolean
      })[]
      next: string | null
    }
  }
  'audit.rehearse': {
    input: {
      id: string
    }
    output: {
      restored: number
      stay: number
      first: ({
        table: string
        rowId: string
        name: string | null
      })[]
    }
  }
  'audit.undo': {
    input: {
      id: string
    }
    output: {
      operationId: string
      state: "undone" | "undoing"
      restored: number
      conflicts: {
        table: string
        rowId: string
      }[]
    }
  }
  'audit.undoing': {
    input: {
      id: string
    }
    output: {
      undoId: string
      state: "undone" | "undoing" | "refused"
      restored: number
      conflicts: {
        table: string
        rowId: string
      }[]
      problem: string | null
    }
  }
  'bin.bringBack': {
    input: {
      records: ({
        record: "contact" | "company" | "deal" | "note" | "task" | "file"
        id: string
      })[]
    }
    output: {
      operationId: string | null
      restored: number
      stay: ({
        record: "contact" | "company" | "deal" | "note" | "task" | "file"
        id: string
        why: string
      })[]
      said: string[]
    }
  }
  'bin.erase': {
    input: {
      records: ({
        record: "contact" | "company" | "deal" | "note" | "task" | "file"
        id: string
      })[]
    }
    output: {
      operationId: string | null
      gone: number
    }
  }
  'bin.list': {
    input: {
      cursor?: string
      limit?: number
      record?: "contact" | "company" | "deal" | "note" | "task" | "file"
      q?: string
    }
    output: {
      rows: ({
        record: "contact" | "company" | "deal" | "note" | "task" | "file"
        id: string
        name: string
        of: string | null
        deletedAt: string
        by: string | null
        goesAt: string
        mayBringBack: boolean
      })[]
      next: string | null
      goSoon: number
    }
  }
  'bulk.change': {
    input: {
      id: string
      state?: "running" | "paused" | "stopped"
      seen?: true
    }
    output: {
      id: string
      label: string
      state: "running" | "paused" | "stopped" | "done"
      done: number
      stayed: number
      total: number | null
      problem: string | null
      beganAt: string
      finishedAt: string | null
      operation: "done" | "undoing" | "undone"
      kept: number
    }
  }
  'bulk.get': {
    input: {
      id: string
    }
    output: {
      id: string
      label: string
      state: "running" | "paused" | "stopped" | "done"
      done: number
      stayed: number
      total: number | null
      problem: string | null
      beganAt: string
      finishedAt: string | null
      operation: "done" | "undoing" | "undone"
      kept: number
      first: {
        id: string
        name: string
        reason: string
        path: string
      }[]
    }
  }
  'bulk.list': {
    input: Record<never, never>
    output: {
      rows: ({
        id: string
        label: string
        state: "running" | "paused" | "stopped" | "done"
        done: number
        stayed: number
        total: number | null
        problem: string | null
        beganAt: string
        finishedAt: string | null
        operation: "done" | "undoing" | "undone"
        kept: number
      })[]
    }
  }
  'calendar.entries': {
    input: {
      from: string
      to: string
    }
    output: {
      zone: string
      today: string
      kinds: ("campaign" | "cost" | "deal" | "task" | "renewal" | "follow_up" | "answer" | "protection" | "promise" | "definition" | "agreement" | "month" | "holiday" | "absence")[]
      cut: ("campaign" | "cost" | "deal" | "task" | "renewal" | "follow_up" | "answer" | "protection" | "promise" | "definition" | "agreement" | "month" | "holiday" | "absence")[]
      rows: ({
        key: string
        kind: "campaign" | "cost" | "deal" | "task" | "renewal" | "follow_up" | "answer" | "protection" | "promise" | "definition" | "agreement" | "month" | "holiday" | "absence"
        title: string
        detail: string | null
        from: string
        to: string
        time: string | null
        path: string
      })[]
    }
  }
  'calendars.addAbsence': {
    input: {
      memberId: string
      fromAt: Instant
      toAt: Instant
      deputyId: string | null
      note: string | null
    }
    output: {
      operationId: string | null
      id: string
      state: "asked" | "granted"
    }
  }
  'calendars.cancelAbsence': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'calendars.clearMember': {
    input: {
      memberId: string
    }
    output: {
      operationId: string | null
    }
  }
  'calendars.coverage': {
    input: {
      memberId: string
      fromAt: Instant
      toAt: Instant
      deputyId?: string
    }
    output: {
      lines: {
        productLine: {
          id: string
          name: string
        }
        days: {
          day: string
          members: string[]
        }[]
      }[]
      gaps: {
        what: string
        from: string
        to: string
      }[]
    }
  }
  'calendars.get': {
    input: Record<never, never>
    output: {
      firm: {
        zone: string
        region: string
        hours: { [name: string]: unknown[][] }
      }
      members: ({
        memberId: string
        name: string
        own: {
          zone: string
          region: string
          hours: { [name: string]: unknown[][] }
        } | null
        absences: ({
          id: string
          memberId: string
          fromAt: string
          toAt: string
          deputyId: string | null
          note: string | null
          state: "asked" | "granted" | "refused"
          refusal: string | null
          mayDecide: boolean
        })[]
        asksFor: boolean
        mayChange: boolean
      })[]
      mayChangeFirm: boolean
    }
  }
  'calendars.grantAbsence': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'calendars.holidays': {
    input: {
      region: string
      year: number
    }
    output: {
      date: string
      name: string
    }[]
  }
  'calendars.refuseAbsence': {
    input: {
      id: string
      reason: string
    }
    output: {
      operationId: string | null
    }
  }
  'calendars.regions': {
    input: Record<never, never>
    output: {
      code: string
      name: string
    }[]
  }
  'calendars.setFirm': {
    input: {
      zone: string
      region: string
      hours: { [name: string]: unknown[][] }
    }
    output: {
      operationId: string | null
    }
  }
  'calendars.setMember': {
    input: {
      memberId: string
      zone: string
      region: string
      hours: { [name: string]: unknown[][] }
    }
    output: {
      operationId: string | null
    }
  }
  'cameBack.export': {
    input: {
      from: Instant
      to: Instant
      productLineId?: string
      by?: "campaign" | "form" | "asset" | "product_line" | "person"
    }
    output: File
  }
  'cameBack.get': {
    input: {
      from: Instant
      to: Instant
      productLineId?: string
      by?: "campaign" | "form" | "asset" | "product_line" | "person"
    }
    output: {
      asOf: string
      counts: { [name: string]: number }
      rates: {
        regret: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        }
        missed: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        }
      }
      reasons: {
        reason: string
        sentBack: number
        upheld: number
        regrets: number
      }[]
      groups: ({
        key: string | null
        name: string
        sentBack: number
        upheld: number
        regrets: number
        reasons: {
          reason: string
          n: number
        }[]
      })[]
      contradictions: ({
        reason: string
        outcome: "bought" | "answered" | "won_before_date" | "came_back"
        cases: number
        against: number
        flagged: boolean
        people: {
          handoverId: string
          contactId: string
          name: string
          sentBackAt: string
          at: string
        }[]
      })[]
      holds: boolean
    }
  }
  'cameBack.rows': {
    input: {
      set: "sent_back" | "upheld" | "undecided" | "overruled" | "regrets" | "old" | "old_regrets" | "new_customers" | "missed"
      from: Instant
      to: Instant
      productLineId?: string
      by?: "campaign" | "form" | "asset" | "product_line" | "person"
      key?: string
      reason?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        unit: "handover" | "deal"
        contactId: string | null
        name: string
        reason: string | null
        at: string
        wonAt: string | null
        seller: string | null
      })[]
      next: string | null
      n: number
    }
  }
  'campaignResults.influenced': {
    input: {
      campaignId: string
    }
    output: {
      deals: number
      influencedMinor: number
    }
  }
  'campaignResults.list': {
    input: Record<never, never>
    output: {
      rows: ({
        leads: number
        ready: number
        kept: number
        sentBack: number
        won: number
        customers: number
        wonMinor: number
        spendMinor: number
        ownTimeMinor: number
        perLeadMinor: number | null
        perKeptMinor: number | null
        perCustomerMinor: number | null
        campaignId: string
      })[]
      unallocatedMinor: number
    }
  }
  'campaignResults.rates': {
    input: Record<never, never>
    output: {
      from: string
      to: string
      rates: ({
        key: "value" | "win" | "qualified" | "offered" | "ready" | "cost"
        value: number | null
        hits: number
        cases: number
        ripe: boolean
      })[]
    }
  }
  'campaigns.addCost': {
    input: {
      campaignId: string | null
      title: string
      kind: "ads" | "agency" | "print" | "event" | "content" | "tools" | "own_time" | "other"
      state: "planned" | "committed" | "actual"
      amountMinor: number
      from: string
      to: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'campaigns.costs': {
    input: {
      campaignId?: string
    }
    output: {
      rows: ({
        id: string
        campaignId: string | null
        title: string
        kind: "ads" | "agency" | "print" | "event" | "content" | "tools" | "own_time" | "other"
        state: "planned" | "committed" | "actual"
        amountMinor: number
        from: string
        to: string
      })[]
    }
  }
  'campaigns.create': {
    input: {
      name: string
      channel: "email" | "ads" | "social" | "search" | "event" | "print" | "press" | "partner" | "other"
      from: string
      to: string
      goalLeads?: number | null
      goalMinor?: number | null
      ownerId?: string | null
      note?: string | null
      code?: string
    }
    output: {
      operationId: string | null
      id: string
      code: string
    }
  }
  'campaigns.get': {
    input: {
      id: string
    }
    output: {
      id: string
      name: string
      channel: "email" | "ads" | "social" | "search" | "event" | "print" | "press" | "partner" | "other"
      code: string
      from: string
      to: string
      goalLeads: number | null
      goalMinor: number | null
      goalFrozen: boolean
      owner: {
        id: string
        name: string
      } | null
      note: string | null
      costsComplete: boolean
      costsTickedAt: string | null
      costsSince: {
        added: number
        changed: number
        removed: number
      }
      plannedMinor: number
      committedMinor: number
      actualMinor: number
      createdAt: string
    }
  }
  'campaigns.list': {
    input: Record<never, never>
    output: {
      rows: ({
        id: string
        name: string
        channel: "email" | "ads" | "social" | "search" | "event" | "print" | "press" | "partner" | "other"
        code: string
        from: string
        to: string
        goalLeads: number | null
        goalMinor: number | null
        goalFrozen: boolean
        owner: {
          id: string
          name: string
        } | null
        note: string | null
        costsComplete: boolean
        costsTickedAt: string | null
        costsSince: {
          added: number
          changed: number
          removed: number
        }
        plannedMinor: number
        committedMinor: number
        actualMinor: number
        createdAt: string
      })[]
    }
  }
  'campaigns.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'campaigns.removeCost': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'campaigns.update': {
    input: {
      id: string
      name?: string
      channel?: "email" | "ads" | "social" | "search" | "event" | "print" | "press" | "partner" | "other"
      from?: string
      to?: string
      goalLeads?: number | null
      goalMinor?: number | null
      ownerId?: string | null
      note?: string | null
      code?: string
      costsComplete?: boolean
    }
    output: {
      operationId: string | null
    }
  }
  'campaigns.updateCost': {
    input: {
      id: string
      campaignId?: string | null
      title?: string
      kind?: "ads" | "agency" | "print" | "event" | "content" | "tools" | "own_time" | "other"
      state?: "planned" | "committed" | "actual"
      amountMinor?: number
      from?: string
      to?: string
    }
    output: {
      operationId: string | null
    }
  }
  'capture.add': {
    input: {
      kind: "call" | "walk_in" | "card"
      contactId?: string
      name?: string
      phone?: string
      email?: string
      companyName?: string
      words?: string
      asks: boolean
      productLineId?: string
      occurredAt?: Instant
      selfReported?: string
      campaign?: string
    }
    output: {
      operationId: string | null
      contactId: string
      leadId: string | null
      made: boolean
    }
  }
  'companies.batch': {
    input: {
      records: ({
        id?: string
        name?: string
        externalId?: string | null
        domain?: string | null
        domains?: string[]
        sector?: string | null
        employees?: number | null
        revenueMinor?: number | null
        city?: string | null
        country?: string | null
        parentId?: string | null
        ownerId?: string | null
        custom?: { [name: string]: string | number | boolean | string[] | null }
        tags?: string[]
      })[]
      by?: string
    }
    output: {
      operationId: string | null
      created: number
      updated: number
      refused: number
      rows: ({
        index: number
        is: "created" | "updated" | "refused"
        id: string | null
        problem: {
          status: number
          code: string
          title: string
          fields?: { [name: string]: string }
        } | null
      })[]
    }
  }
  'companies.bulk': {
    input: {
      ids?: string[]
      where?: {
        q?: string
        filter?: {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: string | unknown[] | null
            } | {
              match: "all" | "any" | "none"
              items: {
                field?: unknown
                operator?: unknown
                value?: unknown
              }[]
            })[]
          })[]
        }
        group?: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        updated_since?: Instant
        sector?: string
        country?: string
        ownerId?: string
        parentId?: string
        within?: string
        tag?: string
      }
      set: {
        ownerId?: string | null
        sector?: string | null
        city?: string | null
        country?: string | null
        addTags?: string[]
        removeTags?: string[]
        custom?: { [name: string]: string | number | boolean | string[] | null }
      }
    }
    output: {
      operationId: string | null
      state: "done" | "running"
      count: number
      stayed: number
      first: {
        id: string
        name: string
        reason: string
      }[]
    }
  }
  'companies.changes': {
    input: {
      updated_since?: Instant
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        externalId: string | null
        name: string
        domain: string | null
        domains: string[]
        sector: string | null
        employees: number | null
        revenueMinor: number | null
        city: string | null
        country: string | null
        parent: {
          id: string
          name: string
        } | null
        owner: {
          id: string
          name: string
        } | null
        people: number
        tags: string[]
        createdAt: string
        changedAt: string
        custom: { [name: string]: string | number | boolean | string[] | null }
      })[]
      gone: ({
        id: string
        at: string
        mergedInto: string | null
      })[]
      next: string
      more: boolean
    }
  }
  'companies.count': {
    input: {
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      sector?: string
      country?: string
      ownerId?: string
      parentId?: string
      within?: string
      tag?: string
      exactly?: string | boolean
    }
    output: {
      count: number
      exact: boolean
    }
  }
  'companies.create': {
    input: {
      name: string
      externalId?: string | null
      domain?: string | null
      domains?: string[]
      sector?: string | null
      employees?: number | null
      revenueMinor?: number | null
      city?: string | null
      country?: string | null
      parentId?: string | null
      ownerId?: string | null
      custom?: { [name: string]: string | number | boolean | string[] | null }
      tags?: string[]
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'companies.edits': {
    input: {
      edits: ({
        id: string
        name?: string
        externalId?: string | null
        domain?: string | null
        domains?: string[]
        sector?: string | null
        employees?: number | null
        revenueMinor?: number | null
        city?: string | null
        country?: string | null
        parentId?: string | null
        ownerId?: string | null
        custom?: { [name: string]: string | number | boolean | string[] | null }
        tags?: string[]
        was?: { [name: string]: string | number | boolean | string[] | null }
      })[]
      preview?: boolean
    }
    output: {
      operationId: string | null
      changed: number
      refused: {
        index: number
        reason: string
      }[]
    }
  }
  'companies.export': {
    input: {
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      sector?: string
      country?: string
      ownerId?: string
      parentId?: string
      within?: string
      tag?: string
      sort?: string
      direction?: "asc" | "desc"
      format?: "csv" | "xlsx" | "json"
      columns?: string[]
    }
    output: File
  }
  'companies.get': {
    input: {
      id: string
    }
    output: {
      id: string
      externalId: string | null
      name: string
      domain: string | null
      domains: string[]
      sector: string | null
      employees: number | null
      revenueMinor: number | null
      city: string | null
      country: string | null
      parent: {
        id: string
        name: string
      } | null
      owner: {
        id: string
        name: string
      } | null
      people: number
      tags: string[]
      createdAt: string
      changedAt: string
      custom: { [name: string]: string | number | boolean | string[] | null }
    }
  }
  'companies.groups': {
    input: {
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      sector?: string
      country?: string
      ownerId?: string
      parentId?: string
      within?: string
      tag?: string
      by: string
      sum?: string
      exactly?: string | boolean
    }
    output: {
      groups: ({
        value: string | null
        label: string | null
        condition: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        count: number
        sum: number | null
      })[]
      exact: boolean
      more: boolean
    }
  }
  'companies.joining': {
    input: Record<never, never>
    output: {
      on: boolean
      freeMail: string[]
      known: number
    }
  }
  'companies.list': {
    input: {
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      sector?: string
      country?: string
      ownerId?: string
      parentId?: string
      within?: string
      tag?: string
      sort?: string
      direction?: "asc" | "desc"
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        externalId: string | null
        name: string
        domain: string | null
        domains: string[]
        sector: string | null
        employees: number | null
        revenueMinor: number | null
        city: string | null
        country: string | null
        parent: {
          id: string
          name: string
        } | null
        owner: {
          id: string
          name: string
        } | null
        people: number
        tags: string[]
        createdAt: string
        changedAt: string
        custom: { [name: string]: string | number | boolean | string[] | null }
      })[]
      next: string | null
    }
  }
  'companies.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'companies.removeMany': {
    input: {
      ids?: string[]
      where?: {
        q?: string
        filter?: {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: string | unknown[] | null
            } | {
              match: "all" | "any" | "none"
              items: {
                field?: unknown
                operator?: unknown
                value?: unknown
              }[]
            })[]
          })[]
        }
        group?: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        updated_since?: Instant
        sector?: string
        country?: string
        ownerId?: string
        parentId?: string
        within?: string
        tag?: string
      }
    }
    output: {
      operationId: string | null
      state: "done" | "running"
      count: number
      stayed: number
      first: {
        id: string
        name: string
        reason: string
      }[]
    }
  }
  'companies.saveJoining': {
    input: {
      on: boolean
      freeMail: string[]
    }
    output: {
      operationId: string | null
    }
  }
  'companies.tree': {
    input: {
      id: string
    }
    output: {
      path: {
        id: string
        name: string
      }[]
      nodes: {
        id: string
        name: string
        parentId: string
        depth: number
        people: number
      }[]
      more: boolean
    }
  }
  'companies.update': {
    input: {
      id: string
      name?: string
      externalId?: string | null
      domain?: string | null
      domains?: string[]
      sector?: string | null
      employees?: number | null
      revenueMinor?: number | null
      city?: string | null
      country?: string | null
      parentId?: string | null
      ownerId?: string | null
      custom?: { [name: string]: string | number | boolean | string[] | null }
      tags?: string[]
      was?: { [name: string]: string | number | boolean | string[] | null }
    }
    output: {
      operationId: string | null
    }
  }
  'consent.add': {
    input: {
      contactId: string
      channel: "email" | "phone" | "sms" | "post" | "any"
      topic?: string
      basis?: "consent" | "request" | "contract" | "legitimate_interest"
      state: "granted" | "withdrawn" | "objected"
      proof: string
    }
    output: {
      operationId: string | null
    }
  }
  'consent.addTopic': {
    input: {
      name: string
      about?: string
      isPublic?: boolean
    }
    output: {
      operationId: string | null
      id: string
      key: string
    }
  }
  'consent.archiveTopic': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'consent.changeTopic': {
    input: {
      id: string
      name?: string
      about?: string
      isPublic?: boolean
    }
    output: {
      operationId: string | null
    }
  }
  'consent.decide': {
    input: {
      contactId: string
      channel: "email" | "phone" | "sms" | "post" | "any"
      decision: "allow" | "objected"
      proof: string
    }
    output: {
      operationId: string | null
    }
  }
  'consent.get': {
    input: {
      contactId: string
    }
    output: {
      permissions: ({
        channel: "email" | "phone" | "sms" | "post" | "any"
        topic: string
        basis: "consent" | "request" | "contract" | "legitimate_interest" | "none"
        state: "pending" | "granted" | "withdrawn" | "objected" | "expired" | "barred"
        since: string | null
        wording: string | null
        cause?: string
        topicName: string
      })[]
    }
  }
  'consent.orderTopics': {
    input: {
      ids: string[]
    }
    output: {
      operationId: string | null
    }
  }
  'consent.restoreTopic': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'consent.topics': {
    input: {
      archived?: string | boolean
    }
    output: {
      rows: ({
        id: string
        key: string
        name: string
        about: string
        isPublic: boolean
        archivedAt: string | null
      })[]
    }
  }
  'contacts.batch': {
    input: {
      records: ({
        id?: string
        name?: string | null
        firstName?: string | null
        lastName?: string | null
        email?: string | null
        phone?: string | null
        jobTitle?: string | null
        companyId?: string | null
        city?: string | null
        country?: string | null
        ownerId?: string | null
        externalId?: string | null
        companyName?: string | null
        status?: "target" | "person"
        tags?: string[]
        custom?: { [name: string]: string | number | boolean | string[] | null }
      })[]
      by?: string
    }
    output: {
      operationId: string | null
      created: number
      updated: number
      refused: number
      rows: ({
        index: number
        is: "created" | "updated" | "refused"
        id: string | null
        problem: {
          status: number
          code: string
          title: string
          fields?: { [name: string]: string }
        } | null
      })[]
    }
  }
  'contacts.bulk': {
    input: {
      ids?: string[]
      where?: {
        q?: string
        filter?: {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: string | unknown[] | null
            } | {
              match: "all" | "any" | "none"
              items: {
                field?: unknown
                operator?: unknown
                value?: unknown
              }[]
            })[]
          })[]
        }
        group?: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        updated_since?: Instant
        companyId?: string
        within?: string
        tag?: string
      }
      set: {
        ownerId?: string | null
        companyId?: string | null
        city?: string | null
        country?: string | null
        jobTitle?: string | null
        addTags?: string[]
        removeTags?: string[]
        custom?: { [name: string]: string | number | boolean | string[] | null }
      }
    }
    output: {
      operationId: string | null
      state: "done" | "running"
      count: number
      stayed: number
      first: {
        id: string
        name: string
        reason: string
      }[]
    }
  }
  'contacts.changes': {
    input: {
      updated_since?: Instant
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        externalId: string | null
        name: string
        firstName: string | null
        lastName: string | null
        email: string | null
        phone: string | null
        jobTitle: string | null
        company: {
          id: string
          name: string
        } | null
        companyByDomain: string | null
        city: string | null
        country: string | null
        owner: {
          id: string
          name: string
        } | null
        status: "target" | "person" | "customer"
        createdVia: string
        bars: string[]
        tags: string[]
        stage: "target" | "person" | "lead" | "ready" | "waiting" | "offered" | "working" | "qualified" | "customer"
        fit: number
        interest: number
        ready: boolean
        isCustomer: boolean
        openDeals: number | null
        lastActAt: string | null
        createdAt: string
        changedAt: string
        custom: { [name: string]: string | number | boolean | string[] | null }
      })[]
      gone: ({
        id: string
        at: string
        mergedInto: string | null
      })[]
      next: string
      more: boolean
    }
  }
  'contacts.count': {
    input: {
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      companyId?: string
      within?: string
      tag?: string
      exactly?: string | boolean
    }
    output: {
      count: number
      exact: boolean
    }
  }
  'contacts.create': {
    input: {
      name?: string | null
      firstName?: string | null
      lastName?: string | null
      email?: string | null
      phone?: string | null
      jobTitle?: string | null
      companyId?: string | null
      city?: string | null
      country?: string | null
      ownerId?: string | null
      externalId?: string | null
      companyName?: string
      status?: "target" | "person"
      tags?: string[]
      custom?: { [name: string]: string | number | boolean | string[] | null }
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'contacts.edits': {
    input: {
      edits: ({
        id: string
        name?: string | null
        firstName?: string | null
        lastName?: string | null
        email?: string | null
        phone?: string | null
        jobTitle?: string | null
        companyId?: string | null
        city?: string | null
        country?: string | null
        ownerId?: string | null
        externalId?: string | null
        companyName?: string | null
        tags?: string[]
        custom?: { [name: string]: string | number | boolean | string[] | null }
        was?: { [name: string]: string | number | boolean | string[] | null }
      })[]
      preview?: boolean
    }
    output: {
      operationId: string | null
      changed: number
      refused: {
        index: number
        reason: string
      }[]
    }
  }
  'contacts.export': {
    input: {
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      companyId?: string
      within?: string
      tag?: string
      sort?: string
      direction?: "asc" | "desc"
      format?: "csv" | "xlsx" | "json"
      columns?: string[]
    }
    output: File
  }
  'contacts.get': {
    input: {
      id: string
    }
    output: {
      id: string
      externalId: string | null
      name: string
      firstName: string | null
      lastName: string | null
      email: string | null
      phone: string | null
      jobTitle: string | null
      company: {
        id: string
        name: string
      } | null
      companyByDomain: string | null
      city: string | null
      country: string | null
      owner: {
        id: string
        name: string
      } | null
      status: "target" | "person" | "customer"
      createdVia: string
      bars: string[]
      tags: string[]
      stage: "target" | "person" | "lead" | "ready" | "waiting" | "offered" | "working" | "qualified" | "customer"
      fit: number
      interest: number
      ready: boolean
      isCustomer: boolean
      openDeals: number | null
      lastActAt: string | null
      createdAt: string
      changedAt: string
      custom: { [name: string]: string | number | boolean | string[] | null }
      also: ({
        kind: "email" | "phone" | "externalId"
        value: string
        from: string | null
      })[]
    }
  }
  'contacts.groups': {
    input: {
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      companyId?: string
      within?: string
      tag?: string
      by: string
      sum?: string
      exactly?: string | boolean
    }
    output: {
      groups: ({
        value: string | null
        label: string | null
        condition: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        count: number
        sum: number | null
      })[]
      exact: boolean
      more: boolean
    }
  }
  'contacts.join': {
    input: {
      companyId: string
    }
    output: {
      operationId: string | null
      count: number
      left: number
    }
  }
  'contacts.joiners': {
    input: {
      companyId: string
    }
    output: {
      count: number
      rows: {
        id: string
        name: string
        email: string
      }[]
    }
  }
  'contacts.list': {
    input: {
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      companyId?: string
      within?: string
      tag?: string
      sort?: string
      direction?: "asc" | "desc"
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        externalId: string | null
        name: string
        firstName: string | null
        lastName: string | null
        email: string | null
        phone: string | null
        jobTitle: string | null
        company: {
          id: string
          name: string
        } | null
        companyByDomain: string | null
        city: string | null
        country: string | null
        owner: {
          id: string
          name: string
        } | null
        status: "target" | "person" | "customer"
        createdVia: string
        bars: string[]
        tags: string[]
        stage: "target" | "person" | "lead" | "ready" | "waiting" | "offered" | "working" | "qualified" | "customer"
        fit: number
        interest: number
        ready: boolean
        isCustomer: boolean
        openDeals: number | null
        lastActAt: string | null
        createdAt: string
        changedAt: string
        custom: { [name: string]: string | number | boolean | string[] | null }
      })[]
      next: string | null
    }
  }
  'contacts.matches': {
    input: {
      name?: string
      email?: string
      phone?: string
    }
    output: {
      rows: ({
        id: string
        name: string
        company: string | null
        email: string | null
        phone: string | null
        by: "email" | "phone" | "name"
      })[]
    }
  }
  'contacts.remove': {
    input: {
      ids?: string[]
      where?: {
        q?: string
        filter?: {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: string | unknown[] | null
            } | {
              match: "all" | "any" | "none"
              items: {
                field?: unknown
                operator?: unknown
                value?: unknown
              }[]
            })[]
          })[]
        }
        group?: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        updated_since?: Instant
        companyId?: string
        within?: string
        tag?: string
      }
    }
    output: {
      operationId: string | null
      state: "done" | "running"
      count: number
      stayed: number
      first: {
        id: string
        name: string
        reason: string
      }[]
    }
  }
  'contacts.tags': {
    input: Record<never, never>
    output: {
      rows: {
        id: string
        name: string
        count: number
      }[]
    }
  }
  'contacts.update': {
    input: {
      id: string
      name?: string | null
      firstName?: string | null
      lastName?: string | null
      email?: string | null
      phone?: string | null
      jobTitle?: string | null
      companyId?: string | null
      city?: string | null
      country?: string | null
      ownerId?: string | null
      externalId?: string | null
      companyName?: string | null
      tags?: string[]
      custom?: { [name: string]: string | number | boolean | string[] | null }
      was?: { [name: string]: string | number | boolean | string[] | null }
    }
    output: {
      operationId: string | null
    }
  }
  'contentRequests.answer': {
    input: {
      id: string
      answer: "made" | "exists" | "declined"
      link?: string
      text?: string
    }
    output: {
      operationId: string | null
    }
  }
  'contentRequests.ask': {
    input: {
      title: string
      detail?: string
      productLineId?: string
      stageId?: string
      lossReasonId?: string
      dealId?: string
      contactId?: string
      handoverId?: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'contentRequests.join': {
    input: {
      id: string
      dealId?: string
    }
    output: {
      operationId: string | null
    }
  }
  'contentRequests.list': {
    input: {
      box?: "open" | "answered" | "all"
      dealId?: string
      contactId?: string
    }
    output: {
      rows: ({
        id: string
        title: string
        detail: string | null
        productLine: {
          id: string
          name: string
        } | null
        stage: {
          id: string
          name: string
        } | null
        lossReason: {
          id: string
          name: string
        } | null
        asker: {
          id: string
          name: string
        }
        state: "open" | "made" | "exists" | "declined" | "withdrawn"
        link: string | null
        answer: string | null
        answeredAt: string | null
        createdAt: string
        voices: number
        mine: boolean
        deals: ({
          id: string
          name: string
          state: "open" | "won" | "lost"
        })[]
        amountMinor: number
        history: ({
          state: string
          who: string
          reason: string | null
          at: string
        })[]
        may: {
          answer: boolean
          join: boolean
          withdraw: boolean
        }
      })[]
    }
  }
  'contentRequests.withdraw': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'conversations.adopt': {
    input: {
      id: string
      name?: string
      contactId?: string
    }
    output: {
      operationId: string | null
      contactId: string
      conversationId: string
    }
  }
  'conversations.before': {
    input: {
      contactId?: string
      dealId?: string
      conversationId?: string
    }
    output: {
      contact: {
        id: string
        name: string
        email: string | null
        company: string | null
      }
      mayWrite: {
        may: "yes" | "ask" | "no"
        code: string
        because: string
      }
      from: string
      answersTo: "here" | "own_mailbox" | "sender"
      sends: boolean
      signature: string
      subject: string
    }
  }
  'conversations.counts': {
    input: Record<never, never>
    output: {
      unread: number
      unanswered: number
    }
  }
  'conversations.file': {
    input: {
      id: string
    }
    output: File
  }
  'conversations.get': {
    input: {
      id: string
      before?: string
    }
    output: {
      id: string
      contact: {
        id: string
        name: string
        email: string | null
        company: string | null
      }
      deal: {
        id: string
        name: string
      } | null
      member: string | null
      subject: string
      words: string
      lastAt: string
      unread: boolean
      unanswered: boolean
      claimed: boolean
      contactId: string
      mails: ({
        id: string
        direction: "in" | "out"
        via: "written" | "reply" | "thread" | "sender" | "log"
        kind: "human" | "automatic" | "bounce"
        evidence: string | null
        at: string
        from: string
        to: string
        subject: string
        text: string
        html: string | null
        pictures: number
        state: "queued" | "sending" | "unknown" | "accepted" | "rejected" | "kept" | "held" | "expired" | "stopped" | "bounced" | null
        reply: string | null
        undoUntil: string | null
        note: string | null
        files: {
          id: string
          name: string
          contentType: string
          bytes: number
        }[]
      })[]
      earlier: boolean
    }
  }
  'conversations.ignore': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'conversations.list': {
    input: {
      cursor?: string
      limit?: number
      box?: "mine" | "all" | "unanswered" | "unread"
      q?: string
      contactId?: string
      dealId?: string
    }
    output: {
      rows: ({
        id: string
        contact: {
          id: string
          name: string
          email: string | null
          company: string | null
        }
        deal: {
          id: string
          name: string
        } | null
        member: string | null
        subject: string
        words: string
        lastAt: string
        unread: boolean
        unanswered: boolean
        claimed: boolean
      })[]
      next: string | null
    }
  }
  'conversations.own': {
    input: Record<never, never>
    output: {
      signature: string
      logAddress: string | null
    }
  }
  'conversations.putBack': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'conversations.see': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'conversations.sign': {
    input: {
      signature: string
    }
    output: {
      operationId: string | null
    }
  }
  'conversations.takeBack': {
    input: {
      id: string
    }
    output: {
      subject: string
      text: string
      conversationId: string | null
    }
  }
  'conversations.trust': {
    input: {
      contactId: string
    }
    output: {
      operationId: string | null
    }
  }
  'conversations.unmatched': {
    input: Record<never, never>
    output: {
      rows: ({
        id: string
        from: string
        name: string | null
        subject: string
        words: string
        report: boolean
        at: string
      })[]
    }
  }
  'conversations.write': {
    input: {
      contactId?: string
      dealId?: string
      conversationId?: string
      handoverId?: string
      subject: string
      text: string
      basis?: {
        basis: "request" | "contract" | "legitimate_interest" | "consent"
        proof: string
      }
    }
    output: {
      operationId: string | null
      id: string
      conversationId: string
      undoUntil: string
    }
  }
  'customers.list': {
    input: {
      q?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        record: "company" | "contact"
        name: string
        owner: {
          id: string
          name: string
        } | null
        since: string
        deals: number
        valueMinor: number
        withoutRate: number
        recurringMinor: number
        renewsAt: string | null
        ending: {
          id: string
          name: string
        } | null
        renewal: {
          id: string
          name: string
        } | null
        endedAt: string | null
        talkedAt: string | null
        promises: {
          open: number
          late: number
        }
      })[]
      next: string | null
      count: number
      recurringMinor: number
    }
  }
  'deals.addPerson': {
    input: {
      id: string
      contactId: string
      role?: string | null
      stance?: "for" | "unsure" | "against" | null
      main?: true
    }
    output: {
      operationId: string | null
    }
  }
  'deals.atRisk': {
    input: {
      ownerId?: string
      limit?: number
    }
    output: {
      count: number
      rows: ({
        id: string
        name: string
        company: {
          id: string
          name: string
        } | null
        contact: {
          id: string
          name: string
        } | null
        owner: {
          id: string
          name: string
        } | null
        stageId: string
        position: number
        valueMinor: number
        currency: string
        expectedClose: string | null
        pushes: number
        stageSince: string
        risks: ({
          kind: "overdue"
          since: string
        } | {
          kind: "quiet"
          since: string
        } | {
          kind: "no_next_step"
        })[]
      })[]
    }
  }
  'deals.batch': {
    input: {
      records: ({
        id?: string
        externalId?: string
        name?: string
        companyId?: string | null
        contactId?: string | null
        ownerId?: string | null
        renewsId?: string | null
        oneOffMinor?: number
        recurringMinor?: number
        termMonths?: number
        currency?: string
        expectedClose?: string | null
        origin?: "marketing" | "sales" | "partner" | "referral" | "unknown"
        originNote?: string | null
        leadId?: string | null
        stageId?: string
        fields?: { [name: string]: string | number | boolean | string[] | null }
      })[]
      by?: string
    }
    output: {
      operationId: string | null
      created: number
      updated: number
      refused: number
      rows: ({
        index: number
        is: "created" | "updated" | "refused"
        id: string | null
        problem: {
          status: number
          code: string
          title: string
          fields?: { [name: string]: string }
        } | null
      })[]
    }
  }
  'deals.board': {
    input: {
      ownerId?: string
      expectedFrom?: string
      expectedTo?: string
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      perStage?: number
    }
    output: {
      columns: ({
        stageId: string
        count: number
        valueMinor: number
        withoutRate: {
          currency: string
          count: number
          valueMinor: number
        }[]
        deals: ({
          id: string
          name: string
          company: {
            id: string
            name: string
          } | null
          contact: {
            id: string
            name: string
          } | null
          owner: {
            id: string
            name: string
          } | null
          stageId: string
          position: number
          valueMinor: number
          currency: string
          expectedClose: string | null
          pushes: number
          stageSince: string
        })[]
        next: string | null
      })[]
      currency: string
    }
  }
  'deals.bulk': {
    input: {
      ids?: string[]
      where?: {
        ownerId?: string
        expectedFrom?: string
        expectedTo?: string
        q?: string
        filter?: {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: string | unknown[] | null
            } | {
              match: "all" | "any" | "none"
              items: {
                field?: unknown
                operator?: unknown
                value?: unknown
              }[]
            })[]
          })[]
        }
        group?: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        updated_since?: Instant
        state?: "open" | "won" | "lost"
        stageId?: string
        contactId?: string
        companyId?: string
        within?: string
        closedFrom?: Instant
        closedTo?: Instant
      }
      set: {
        ownerId?: string | null
        expectedClose?: string | null
        fields?: { [name: string]: string | number | boolean | string[] | null }
      }
    }
    output: {
      operationId: string | null
      state: "done" | "running"
      count: number
      stayed: number
      first: {
        id: string
        name: string
        reason: string
      }[]
    }
  }
  'deals.changes': {
    input: {
      updated_since?: Instant
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        name: string
        company: {
          id: string
          name: string
        } | null
        contact: {
          id: string
          name: string
        } | null
        owner: {
          id: string
          name: string
        } | null
        stageId: string
        position: number
        valueMinor: number
        currency: string
        expectedClose: string | null
        pushes: number
        stageSince: string
        externalId: string | null
        companySector: string | null
        companyCountry: string | null
        leadId: string | null
        renews: {
          id: string
          name: string
        } | null
        state: "open" | "won" | "lost"
        oneOffMinor: number
        recurringMinor: number
        termMonths: number
        rate: number | null
        origin: "marketing" | "sales" | "partner" | "referral" | "unknown"
        originNote: string | null
        closeReasonId: string | null
        closeNote: string | null
        createdAt: string
        changedAt: string
        talkedAt: string | null
        closedAt: string | null
        imported: boolean
        fields: { [name: string]: string | number | boolean | string[] | null }
      })[]
      gone: ({
        id: string
        at: string
        mergedInto: string | null
      })[]
      next: string
      more: boolean
    }
  }
  'deals.column': {
    input: {
      stageId: string
      ownerId?: string
      expectedFrom?: string
      expectedTo?: string
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        name: string
        company: {
          id: string
          name: string
        } | null
        contact: {
          id: string
          name: string
        } | null
        owner: {
          id: string
          name: string
        } | null
        stageId: string
        position: number
        valueMinor: number
        currency: string
        expectedClose: string | null
        pushes: number
        stageSince: string
      })[]
      next: string | null
    }
  }
  'deals.count': {
    input: {
      ownerId?: string
      expectedFrom?: string
      expectedTo?: string
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      state?: "open" | "won" | "lost"
      stageId?: string
      contactId?: string
      companyId?: string
      within?: string
      closedFrom?: Instant
      closedTo?: Instant
      exactly?: string | boolean
    }
    output: {
      count: number
      exact: boolean
      valueMinor: number | null
      withoutRate: {
        currency: string
        count: number
        valueMinor: number
      }[]
      currency: string
    }
  }
  'deals.create': {
    input: {
      name: string
      companyId?: string | null
      contactId?: string | null
      ownerId?: string | null
      leadId?: string | null
      renewsId?: string | null
      stageId?: string
      currency?: string
      expectedClose?: string | null
      origin?: "marketing" | "sales" | "partner" | "referral" | "unknown"
      fields?: { [name: string]: string | number | boolean | string[] | null }
      oneOffMinor?: number
      recurringMinor?: number
      termMonths?: number
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'deals.edits': {
    input: {
      edits: ({
        id: string
        name?: string
        companyId?: string | null
        contactId?: string | null
        ownerId?: string | null
        renewsId?: string | null
        oneOffMinor?: number
        recurringMinor?: number
        termMonths?: number
        currency?: string
        expectedClose?: string | null
        origin?: "marketing" | "sales" | "partner" | "referral" | "unknown"
        originNote?: string | null
        fields?: { [name: string]: string | number | boolean | string[] | null }
        was?: {
          name?: string
          companyId?: string | null
          contactId?: string | null
          ownerId?: string | null
          renewsId?: string | null
          oneOffMinor?: number
          recurringMinor?: number
          termMonths?: number
          currency?: string
          expectedClose?: string | null
          origin?: "marketing" | "sales" | "partner" | "referral" | "unknown"
          originNote?: string | null
          fields?: { [name: string]: string | number | boolean | string[] | null }
        }
        stageId?: string
      })[]
      preview?: boolean
    }
    output: {
      operationId: string | null
      changed: number
      refused: {
        index: number
        reason: string
      }[]
    }
  }
  'deals.export': {
    input: {
      ownerId?: string
      expectedFrom?: string
      expectedTo?: string
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      state?: "open" | "won" | "lost"
      stageId?: string
      contactId?: string
      companyId?: string
      within?: string
      closedFrom?: Instant
      closedTo?: Instant
      sort?: string
      direction?: "asc" | "desc"
      format?: "csv" | "xlsx" | "json"
      columns?: string[]
    }
    output: File
  }
  'deals.get': {
    input: {
      id: string
    }
    output: {
      id: string
      name: string
      company: {
        id: string
        name: string
      } | null
      contact: {
        id: string
        name: string
      } | null
      owner: {
        id: string
        name: string
      } | null
      stageId: string
      position: number
      valueMinor: number
      currency: string
      expectedClose: string | null
      pushes: number
      stageSince: string
      externalId: string | null
      companySector: string | null
      companyCountry: string | null
      leadId: string | null
      renews: {
        id: string
        name: string
      } | null
      state: "open" | "won" | "lost"
      oneOffMinor: number
      recurringMinor: number
      termMonths: number
      rate: number | null
      origin: "marketing" | "sales" | "partner" | "referral" | "unknown"
      originNote: string | null
      closeReasonId: string | null
      closeNote: string | null
      createdAt: string
      changedAt: string
      talkedAt: string | null
      closedAt: string | null
      imported: boolean
      fields: { [name: string]: string | number | boolean | string[] | null }
      products: {
        productId: string
        quantity: number
        priceMinor: number
        name: string
      }[]
      endsAt: string | null
      renewedBy: ({
        id: string
        name: string
        state: "open" | "won" | "lost"
      })[]
      people: ({
        id: string
        name: string
        jobTitle: string | null
        role: string | null
        stance: "for" | "unsure" | "against" | null
        main: boolean
        decides: boolean
      })[]
      needsDecider: boolean
      history: ({
        id: string
        stageId: string
        stage: string
        state: "open" | "won" | "lost"
        who: string
        enteredAt: string
      })[]
    }
  }
  'deals.group': {
    input: {
      companyId: string
    }
    output: {
      rows: ({
        id: string
        name: string
        deals: ({
          id: string
          name: string
          role: string | null
          stance: "for" | "unsure" | "against" | null
          main: boolean
        })[]
      })[]
    }
  }
  'deals.groups': {
    input: {
      ownerId?: string
      expectedFrom?: string
      expectedTo?: string
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      state?: "open" | "won" | "lost"
      stageId?: string
      contactId?: string
      companyId?: string
      within?: string
      closedFrom?: Instant
      closedTo?: Instant
      by: string
      sum?: string
      exactly?: string | boolean
    }
    output: {
      groups: ({
        value: string | null
        label: string | null
        condition: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        count: number
        sum: number | null
      })[]
      exact: boolean
      more: boolean
    }
  }
  'deals.list': {
    input: {
      ownerId?: string
      expectedFrom?: string
      expectedTo?: string
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      updated_since?: Instant
      state?: "open" | "won" | "lost"
      stageId?: string
      contactId?: string
      companyId?: string
      within?: string
      closedFrom?: Instant
      closedTo?: Instant
      sort?: string
      direction?: "asc" | "desc"
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        name: string
        company: {
          id: string
          name: string
        } | null
        contact: {
          id: string
          name: string
        } | null
        owner: {
          id: string
          name: string
        } | null
        stageId: string
        position: number
        valueMinor: number
        currency: string
        expectedClose: string | null
        pushes: number
        stageSince: string
        externalId: string | null
        companySector: string | null
        companyCountry: string | null
        leadId: string | null
        renews: {
          id: string
          name: string
        } | null
        state: "open" | "won" | "lost"
        oneOffMinor: number
        recurringMinor: number
        termMonths: number
        rate: number | null
        origin: "marketing" | "sales" | "partner" | "referral" | "unknown"
        originNote: string | null
        closeReasonId: string | null
        closeNote: string | null
        createdAt: string
        changedAt: string
        talkedAt: string | null
        closedAt: string | null
        imported: boolean
        fields: { [name: string]: string | number | boolean | string[] | null }
      })[]
      next: string | null
    }
  }
  'deals.lose': {
    input: {
      id: string
      reasonId: string
      note?: string
    }
    output: {
      operationId: string | null
    }
  }
  'deals.move': {
    input: {
      id: string
      stageId: string
      afterId?: string | null
      beforeId?: string | null
    }
    output: {
      operationId: string | null
    }
  }
  'deals.moveAll': {
    input: {
      fromStageIds: string[]
      toStageId: string
    }
    output: {
      operationId: string | null
      moved: number
    }
  }
  'deals.moveMany': {
    input: {
      ids: string[]
      stageId: string
    }
    output: {
      operationId: string | null
      moved: number
      stayed: {
        id: string
        name: string
        missing: string[]
        reason: string
      }[]
    }
  }
  'deals.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'deals.removeMany': {
    input: {
      ids?: string[]
      where?: {
        ownerId?: string
        expectedFrom?: string
        expectedTo?: string
        q?: string
        filter?: {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: string | unknown[] | null
            } | {
              match: "all" | "any" | "none"
              items: {
                field?: unknown
                operator?: unknown
                value?: unknown
              }[]
            })[]
          })[]
        }
        group?: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        updated_since?: Instant
        state?: "open" | "won" | "lost"
        stageId?: string
        contactId?: string
        companyId?: string
        within?: string
        closedFrom?: Instant
        closedTo?: Instant
      }
    }
    output: {
      operationId: string | null
      state: "done" | "running"
      count: number
      stayed: number
      first: {
        id: string
        name: string
        reason: string
      }[]
    }
  }
  'deals.removePerson': {
    input: {
      id: string
      contactId: string
    }
    output: {
      operationId: string | null
    }
  }
  'deals.reopen': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'deals.roles': {
    input: Record<never, never>
    output: {
      rows: {
        id: string
        name: string
        decides: boolean
      }[]
    }
  }
  'deals.saveRoles': {
    input: {
      roles: {
        id?: string
        name: string
        decides: boolean
      }[]
    }
    output: {
      operationId: string | null
    }
  }
  'deals.setProducts': {
    input: {
      id: string
      products: {
        productId: string
        quantity: number
        priceMinor: number
      }[]
    }
    output: {
      operationId: string | null
    }
  }
  'deals.update': {
    input: {
      id: string
      name?: string
      companyId?: string | null
      contactId?: string | null
      ownerId?: string | null
      renewsId?: string | null
      oneOffMinor?: number
      recurringMinor?: number
      termMonths?: number
      currency?: string
      expectedClose?: string | null
      origin?: "marketing" | "sales" | "partner" | "referral" | "unknown"
      originNote?: string | null
      fields?: { [name: string]: string | number | boolean | string[] | null }
      was?: {
        name?: string
        companyId?: string | null
        contactId?: string | null
        ownerId?: string | null
        renewsId?: string | null
        oneOffMinor?: number
        recurringMinor?: number
        termMonths?: number
        currency?: string
        expectedClose?: string | null
        origin?: "marketing" | "sales" | "partner" | "referral" | "unknown"
        originNote?: string | null
        fields?: { [name: string]: string | number | boolean | string[] | null }
      }
    }
    output: {
      operationId: string | null
    }
  }
  'deals.win': {
    input: {
      id: string
      reasonId: string
      note?: string
      promised?: {
        words?: string | null
        promises?: ({
          text: string
          dueOn?: string | null
        })[]
        ownerId?: string
      }
    }
    output: {
      operationId: string | null
    }
  }
  'digest.get': {
    input: Record<never, never>
    output: {
      on: boolean
      at: string | null
    }
  }
  'digest.set': {
    input: {
      on: boolean
    }
    output: {
      operationId: string | null
    }
  }
  'erasing.erase': {
    input: {
      contactId: string
      cause: "asked" | "not_needed" | "unlawful"
      name: string
    }
    output: {
      erasureId: string
      operationId: string
    }
  }
  'erasing.list': {
    input: {
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        cause: "asked" | "not_needed" | "unlawful" | "retention" | "bin"
        by: string | null
        askedAt: string
        doneAt: string | null
        rows: number
      })[]
      next: string | null
    }
  }
  'erasing.preview': {
    input: {
      contactId: string
    }
    output: {
      name: string
      goes: {
        what: string
        count: number
      }[]
      stays: {
        what: string
        count: number
      }[]
      shared: string[]
    }
  }
  'events.add': {
    input: {
      events: ({
        kind: string
        contact: {
          id: string
        } | {
          externalId: string
          name?: string
        } | {
          email: string
          name?: string
        } | {
          phone: string
          name?: string
        }
        occurredAt?: Instant
        data?: { [name: string]: string | number | boolean | null }
        human?: boolean
        asks?: boolean
        productLineId?: string
        channel?: string
        campaign?: string
        effectKey?: string
      })[]
    }
    output: {
      rows: ({
        eventId: string
        contactId: string
        leadId: string | null
        made: boolean
        repeated: boolean
      })[]
    }
  }
  'feedback.agenda': {
    input: {
      monday?: string
    }
    output: {
      monday: string
      written: boolean
      isPart: boolean
      from: string
      to: string
      mondays: string[]
      breaches: ({
        handoverId: string
        duty: "answer" | "attempt" | "decision" | "verdict"
        memberId: string | null
        dueAt: string
        byRule?: boolean
        name: string
        member: string | null
      })[]
      contests: ({
        handoverId: string
        reason: string
        state: "contested" | "upheld" | "overruled"
        name: string
      })[]
      unanswered: ({
        handoverId: string
        reason: string
        dueAt: string | null
        name: string
      })[]
      requests: {
        requestId: string
        askerId: string
        title: string
        voices: number
        deals: number
        asker: string
      }[]
      regrets: ({
        handoverId: string
        contactId: string
        dealId: string
        sentBackAt: string
        wonAt: string
        reason?: string | null
        name: string
      })[]
      tries?: {
        from: number
        to: number
        sentBack: number
        longer: number
        bought: number
        agreement: number | null
      } | null
      unscored: ({
        contactId: string | null
        dealId: string
        wonAt: string
        name: string
      })[]
      top: {
        reason: string
        count: number
        of: number
      } | null
      proposal: {
        why: "unscored" | "not_eligible" | "too_early" | "regrets"
        count: number
        replayId: string | null
        replay?: {
          id: string
          productLineId: string
          version: number
          ready: {
            inForce: number
            candidate: number
          }
          missed: {
            inForce: number
            candidate: number
          }
        }
        change?: {
          productLineId: string
          productLine: string
          field?: "enter" | "interestMax"
          from: number
          to: number
        }
      } | null
      ownReasons: {
        code: string
        label: string
      }[]
    }
  }
  'fields.archive': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'fields.breaking': {
    input: {
      id: string
    }
    output: {
      count: number
      atLeast: boolean
      records: {
        id: string
        name: string
        number: string
      }[]
    }
  }
  'fields.create': {
    input: {
      record: "contact" | "company" | "deal"
      label: string
      type: "text" | "prose" | "number" | "money" | "date" | "choice" | "choices" | "yesno" | "url" | "email" | "phone" | "member" | "relation"
      choices?: string[]
      currency?: string
      relatesTo?: "contact" | "company" | "deal"
      formula?: string
      rules?: {
        longest?: number
        pattern?: string
        smallest?: number
        greatest?: number
        decimals?: number
        days?: "past" | "future"
        once?: true
      }
      role?: "plain" | "late" | "outcome"
      roleReason?: string
    }
    output: {
      operationId: string | null
      id: string
      key: string
    }
  }
  'fields.formula': {
    input: {
      record: "contact" | "company" | "deal"
      formula?: string
      fieldId?: string
    }
    output: {
      type: "text" | "prose" | "number" | "money" | "date" | "choice" | "choices" | "yesno" | "url" | "email" | "phone" | "member" | "relation" | null
      problem: string | null
      names: ({
        name: string
        label: string
        type: "text" | "prose" | "number" | "money" | "date" | "choice" | "choices" | "yesno" | "url" | "email" | "phone" | "member" | "relation"
      })[]
      functions: string[]
    }
  }
  'fields.list': {
    input: {
      record?: "contact" | "company" | "deal"
      archived?: string | boolean
    }
    output: {
      rows: ({
        id: string
        record: "contact" | "company" | "deal"
        key: string
        label: string
        type: "text" | "prose" | "number" | "money" | "date" | "choice" | "choices" | "yesno" | "url" | "email" | "phone" | "member" | "relation"
        choices: string[]
        options: {
          value: string
          label: string
          gone: boolean
        }[]
        currency: string | null
        relatesTo: "contact" | "company" | "deal" | null
        formula: string | null
        computing: {
          done: number
          total: number
        } | null
        rules: {
          longest?: number
          pattern?: string
          smallest?: number
          greatest?: number
          decimals?: number
          days?: "past" | "future"
          once?: true
        }
        role: "plain" | "late" | "outcome"
        roleReason: string | null
        position: number
        archivedAt: string | null
      })[]
    }
  }
  'fields.order': {
    input: {
      record: "contact" | "company" | "deal"
      ids: string[]
    }
    output: {
      operationId: string | null
    }
  }
  'fields.reasons': {
    input: {
      record: "contact" | "company" | "deal"
      id: string
    }
    output: {
      rows: {
        key: string
        reason: string
      }[]
    }
  }
  'fields.referring': {
    input: {
      record: "contact" | "company" | "deal"
      id: string
    }
    output: {
      rows: ({
        fieldId: string
        label: string
        record: "contact" | "company" | "deal"
        count: number
        records: {
          id: string
          name: string
          number: string
        }[]
      })[]
    }
  }
  'fields.related': {
    input: {
      record: "contact" | "company" | "deal"
      ids: string[]
    }
    output: {
      rows: {
        id: string
        name: string
        number: string
      }[]
    }
  }
  'fields.restore': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'fields.update': {
    input: {
      id: string
      label?: string
      choices?: string[]
      formula?: string
      renames?: {
        from: string
        to: string
      }[]
      rules?: {
        longest?: number
        pattern?: string
        smallest?: number
        greatest?: number
        decimals?: number
        days?: "past" | "future"
        once?: true
      }
      role?: "plain" | "late" | "outcome"
      roleReason?: string | null
      position?: number
    }
    output: {
      operationId: string | null
      breaking: {
        count: number
        atLeast: boolean
      }
    }
  }
  'fields.usage': {
    input: {
      record: "contact" | "company" | "deal"
    }
    output: {
      rows: {
        id: string
        count: number
        choices: {
          choice: string
          count: number
        }[]
      }[]
    }
  }
  'files.begin': {
    input: {
      contactId?: string
      companyId?: string
      dealId?: string
      name: string
      sizeBytes: number
    }
    output: {
      id: string
    }
  }
  'files.cancel': {
    input: {
      id: string
    }
    output: Record<never, never>
  }
  'files.complete': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
      file: {
        id: string
        name: string
        type: string
        typeLabel: string
        care: "odd" | "page" | "program" | null
        sizeBytes: number
      }
    }
  }
  'files.link': {
    input: {
      id: string
    }
    output: {
      url: string
      expiresAt: string
    }
  }
  'files.list': {
    input: {
      contactId?: string
      companyId?: string
      dealId?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        name: string
        type: string
        typeLabel: string
        care: "odd" | "page" | "program" | null
        sizeBytes: number
        noteId: string | null
        addedBy: string
        addedAt: string
        mine: boolean
      })[]
      next: string | null
    }
  }
  'files.part': {
    input: {
      id: string
      offset: number
      part: Blob
    }
    output: {
      receivedBytes: number
    }
  }
  'files.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'flow.pull': {
    input: {
      id: string
      reason: string
    }
    output: {
      operationId: string | null
    }
  }
  'flow.takeOff': {
    input: {
      id: string
      reason: string
    }
    output: {
      operationId: string | null
    }
  }
  'flow.waiting': {
    input: {
      productLineId?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        handoverId: string
        contactId: string
        name: string
        company: string | null
        productLine: {
          id: string
          name: string
        }
        position: number | null
        score: number
        since: string
        why: string
        pulled: {
          at: string
          by: string
          reason: string
        } | null
        week: string | null
      })[]
      next: string | null
      count: number
      isPart: boolean
      receivers: {
        perWeek: number | null
        taken: number | null
      }
      lines: ({
        perWeek: number | null
        taken: number | null
        productLineId: string
        name: string
        waiting: number
      })[]
      candidates: number
      agreement: number | null
    }
  }
  'forms.archive': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'forms.close': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'forms.create': {
    input: {
      name: string
      intent: "asks" | "newsletter" | "download"
      productLineId?: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'forms.duplicate': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'forms.exportSubmissions': {
    input: {
      formId?: string
      spam?: string | boolean
      q?: string
    }
    output: File
  }
  'forms.get': {
    input: {
      id: string
    }
    output: {
      id: string
      slug: string
      name: string
      intent: "asks" | "newsletter" | "download"
      productLineId: string
      ownerId: string | null
      state: "draft" | "live" | "closed"
      liveVersion: number | null
      url: string
      embed: string
      frame: string
      submissions: number
      createdAt: string
      archivedAt: string | null
      definition: {
        title: string
        intro: string
        button: string
        thanks: string
        fields: ({
          key: string
          kind: "name" | "first_name" | "last_name" | "email" | "phone" | "company" | "job_title" | "city" | "country" | "message" | "text" | "choice" | "choices" | "yesno" | "number" | "date" | "url"
          label: string
          required: boolean
          choices?: string[]
          into?: string
        })[]
        consentText: string
        topics?: {
          key: string
          words: string
        }[]
        asksSource: boolean
        downloadUrl?: "" | string
      }
      draftVersion: number
      problems: string[]
    }
  }
  'forms.list': {
    input: {
      archived?: string | boolean
    }
    output: {
      rows: ({
        id: string
        slug: string
        name: string
        intent: "asks" | "newsletter" | "download"
        productLineId: string
        ownerId: string | null
        state: "draft" | "live" | "closed"
        liveVersion: number | null
        url: string
        embed: string
        frame: string
        submissions: number
        createdAt: string
        archivedAt: string | null
      })[]
    }
  }
  'forms.publish': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'forms.release': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
      contactId: string
      leadId: string | null
    }
  }
  'forms.restore': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'forms.save': {
    input: {
      id: string
      name: string
      intent: "asks" | "newsletter" | "download"
      productLineId: string
      definition: {
        title: string
        intro: string
        button: string
        thanks: string
        fields: ({
          key: string
          kind: "name" | "first_name" | "last_name" | "email" | "phone" | "company" | "job_title" | "city" | "country" | "message" | "text" | "choice" | "choices" | "yesno" | "number" | "date" | "url"
          label: string
          required: boolean
          choices?: string[]
          into?: string
        })[]
        consentText: string
        topics?: {
          key: string
          words: string
        }[]
        asksSource: boolean
        downloadUrl?: "" | string
      }
    }
    output: {
      operationId: string | null
      version: number
      problems: string[]
    }
  }
  'forms.submissions': {
    input: {
      formId?: string
      spam?: string | boolean
      q?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        formId: string
        formName: string
        receivedAt: string
        contactId: string | null
        contactName: string | null
        leadId: string | null
        sort: "lead" | "support" | "job" | "student" | "supplier" | "competitor" | "press" | "spam" | null
        answers: {
          label: string
          value: string
        }[]
        channel: string
        heard: string | null
        referrer: string | null
        firstPage: string | null
        utm: { [name: string]: string }
        clickIds: { [name: string]: string }
        consent: string | null
        claimed: boolean
        spam: string | null
        testedBy: string | null
        optedInAt: string | null
      })[]
      next: string | null
    }
  }
  'handovers.accept': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'handovers.attempt': {
    input: {
      id: string
      channel: "phone" | "email" | "meeting" | "message" | "visit" | "post"
      outcome: "reached" | "no_answer" | "voicemail" | "wrong_number" | "sent" | "held" | "no_show"
      note?: string
      occurredAt?: Instant
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'handovers.counts': {
    input: Record<never, never>
    output: {
      toAnswer: number
      working: number
      queue: number
    }
  }
  'handovers.get': {
    input: {
      id: string
    }
    output: {
      id: string
      state: "waiting" | "offered" | "working" | "qualified" | "sent_back" | "withdrawn" | "joined" | "signalled"
      lane: "asked" | "earned"
      title: string
      company: string | null
      contactId: string | null
      productLine: {
        id: string
        name: string
      }
      receiver: {
        id: string
        name: string
      } | null
      withManager: boolean
      byRule: boolean
      why: string
      words: string | null
      tried: boolean
      deal: {
        id: string
        name: string
      } | null
      clock: {
        kind: "answer" | "attempt" | "decision"
        startedAt: string
        dueAt: string | null
        metAt: string | null
      } | null
      openedAt: string
      changedAt: string
      first: string
      hidden: boolean
      who: {
        name: string
        jobTitle: string | null
        email: string | null
        phone: string | null
        city: string | null
        country: string | null
        company: string | null
        sector: string | null
      }
      reasons: ({
        text: string
        at: string | null
        grade: "by_person" | "reported" | "fact"
        points: number | null
        eventIds: string[]
      })[]
      score: {
        fit: number
        interest: number
        total: number
        enter: number
        version: number
      } | null
      source: {
        channel: string
        campaign: string | null
        firstPage: string | null
        referrer: string | null
        selfReported: string | null
      } | null
      permissions: ({
        channel: "email" | "phone" | "sms" | "post" | "any"
        topic: string
        basis: "consent" | "request" | "contract" | "legitimate_interest" | "none"
        state: "pending" | "granted" | "withdrawn" | "objected" | "expired" | "barred"
        since: string | null
        wording: string | null
        cause?: string
        topicName: string
      })[]
      because: string[]
      note: string | null
      clocks: ({
        kind: "answer" | "attempt" | "decision"
        startedAt: string
        dueAt: string | null
        metAt: string | null
      })[]
      offers: ({
        number: number
        member: {
          id: string
          name: string
        }
        state: string
        offeredAt: string
        answeredAt: string | null
        noCover: boolean
      })[]
      attempts: ({
        id: string
        channel: string
        outcome: string
        who: string
        at: string
        note: string | null
        proven: boolean
      })[]
      history: {
        state: string
        reason: string
        who: string
        at: string
      }[]
      sentBack: {
        reason: string
        label: string
        evidence: string | null
        note: string | null
        upheld: string | null
      } | null
      kept: {
        state: "kept" | "not_kept" | "open"
        at: string
      } | null
      dealId: string | null
      qualifiesAt: string | null
      leadId: string | null
      joined: ({
        id: string
        name: string
        jobTitle: string | null
        email: string | null
        phone: string | null
        lane: "asked" | "earned"
        at: string
        openable: boolean
      })[]
      joinedTo: string | null
      signalToDeal: string | null
      may: {
        answer: boolean
        handOn: boolean
        sendBack: boolean
        attempt: boolean
        assign: boolean
        withdraw: boolean
      }
    }
  }
  'handovers.handOn': {
    input: {
      id: string
      memberId: string
      note?: string
    }
    output: {
      operationId: string | null
    }
  }
  'handovers.list': {
    input: {
      box?: "mine" | "queue" | "open" | "ended"
      state?: "waiting" | "offered" | "working" | "qualified" | "sent_back" | "withdrawn" | "joined" | "signalled"
      lane?: "asked" | "earned"
      contactId?: string
      receiverId?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        state: "waiting" | "offered" | "working" | "qualified" | "sent_back" | "withdrawn" | "joined" | "signalled"
        lane: "asked" | "earned"
        title: string
        company: string | null
        contactId: string | null
        productLine: {
          id: string
          name: string
        }
        receiver: {
          id: string
          name: string
        } | null
        withManager: boolean
        byRule: boolean
        why: string
        words: string | null
        tried: boolean
        deal: {
          id: string
          name: string
        } | null
        clock: {
          kind: "answer" | "attempt" | "decision"
          startedAt: string
          dueAt: string | null
          metAt: string | null
        } | null
        openedAt: string
        changedAt: string
      })[]
      next: string | null
    }
  }
  'handovers.offer': {
    input: {
      id: string
      memberId?: string
    }
    output: {
      operationId: string | null
    }
  }
  'handovers.passOn': {
    input: {
      contactId: string
      productLineId?: string
      memberId?: string
      words?: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'handovers.reasons': {
    input: {
      id: string
    }
    output: {
      rows: ({
        code: string
        label: string
        asks: string | null
        closed: string | null
      })[]
    }
  }
  'handovers.saveSeam': {
    input: {
      answerMinutes: {
        asked: number
        earned: number
      }
      attemptMinutes: {
        asked: number
        earned: number
      }
      decisionDays: {
        asked: number
        earned: number
      }
      attempts: {
        days: number
        channels: number
        hoursApart: number
      }
      verdictDays?: number
      keptPerMonth?: number | null
      weekly?: {
        productLineId: string
        perWeek: number
      }[]
      ownReasons?: ({
        code: string
        label: string
        asks: string | null
        retired: boolean
      })[]
    }
    output: {
      operationId: string | null
      version: number
    }
  }
  'handovers.seam': {
    input: Record<never, never>
    output: {
      answerMinutes: {
        asked: number
        earned: number
      }
      attemptMinutes: {
        asked: number
        earned: number
      }
      decisionDays: {
        asked: number
        earned: number
      }
      attempts: {
        days: number
        channels: number
        hoursApart: number
      }
      verdictDays?: number
      keptPerMonth?: number | null
      weekly?: {
        productLineId: string
        perWeek: number
      }[]
      ownReasons?: ({
        code: string
        label: string
        asks: string | null
        retired: boolean
      })[]
      version: number
      fromAt: string | null
      agreement: number | null
    }
  }
  'handovers.sendBack': {
    input: {
      id: string
      reason: string
      evidence?: string
      date?: string
      productLineId?: string
      note?: string
    }
    output: {
      operationId: string | null
    }
  }
  'handovers.withdraw': {
    input: {
      id: string
      reason: string
    }
    output: {
      operationId: string | null
    }
  }
  'installing.confirm': {
    input: Record<never, never>
    output: {
      operationId: string | null
    }
  }
  'installing.get': {
    input: Record<never, never>
    output: {
      silentSince: string | null
      silentReason: string | null
    }
  }
  'kept.file': {
    input: {
      contactId: string
    }
    output: File
  }
  'kept.report': {
    input: {
      contactId: string
    }
    output: {
      name: string
      at: string
      firm: string
      facts: {
        label: string
        value: string
      }[]
      ledger: ({
        at: string
        text: string
        detail: string | null
        channel: string
        topic: string
        basis: string
        state: string
        expiresAt: string | null
        wording: string | null
        proof: { [name: string]: unknown }
      })[]
      sections: ({
        title: string
        none: string
        lines: ({
          text: string
          detail: string | null
          at: string | null
        })[]
      })[]
      tables: {
        table: string
        means: string
        count: number
      }[]
    }
  }
  'keys.create': {
    input: {
      name: string
      scopes: string[]
      expiresAt?: Instant | null
    }
    output: {
      operationId: string | null
      id: string
      secret: string
    }
  }
  'keys.list': {
    input: Record<never, never>
    output: {
      rows: ({
        id: string
        name: string
        prefix: string
        memberId: string
        memberName: string
        scopes: string[]
        createdAt: string
        expiresAt: string | null
        revokedAt: string | null
        lastUsedAt: string | null
      })[]
    }
  }
  'keys.revoke': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'leads.list': {
    input: {
      state?: "open" | "won" | "not_a_lead" | "sent_back" | "dormant" | "withdrawn"
      sort?: "lead" | "support" | "job" | "student" | "supplier" | "competitor" | "press" | "spam"
      lane?: "asked" | "earned" | "none"
      contactId?: string
      productLineId?: string
      formId?: string
      channel?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        contact: {
          id: string
          name: string
        }
        company: string | null
        productLine: {
          id: string
          name: string
        }
        state: "open" | "won" | "not_a_lead" | "sent_back" | "dormant" | "withdrawn"
        lane: "asked" | "earned" | null
        evidence: "by_person" | "reported"
        sort: "lead" | "support" | "job" | "student" | "supplier" | "competitor" | "press" | "spam"
        channel: string
        campaign: string | null
        formId: string | null
        firstPage: string | null
        referrer: string | null
        utm: { [name: string]: string }
        clickIds: { [name: string]: string }
        selfReported: string | null
        openedAt: string
        askedAt: string | null
        readyAt: string | null
        lastActAt: string
        endedAt: string | null
        endReason: string | null
      })[]
      next: string | null
    }
  }
  'leads.sort': {
    input: {
      id: string
      sort: "lead" | "support" | "job" | "student" | "supplier" | "competitor" | "press" | "spam"
    }
    output: {
      operationId: string | null
    }
  }
  'letters.get': {
    input: {
      id: string
    }
    output: {
      id: string
      kind: string
      to: string
      subject: string
      state: "queued" | "sending" | "unknown" | "accepted" | "rejected" | "kept" | "held" | "expired" | "stopped" | "bounced"
      createdAt: string
      finishedAt: string | null
      attempts: number
      lastReply: string | null
      text: string
    }
  }
  'letters.list': {
    input: {
      cursor?: string
      limit?: number
      q?: string
    }
    output: {
      rows: ({
        id: string
        kind: string
        to: string
        subject: string
        state: "queued" | "sending" | "unknown" | "accepted" | "rejected" | "kept" | "held" | "expired" | "stopped" | "bounced"
        createdAt: string
        finishedAt: string | null
        attempts: number
        lastReply: string | null
      })[]
      next: string | null
    }
  }
  'letters.release': {
    input: {
      ids: string[]
    }
    output: {
      operationId: string | null
      released: number
    }
  }
  'links.add': {
    input: {
      campaignId: string
      page: string
      source?: string
      medium?: string
      label?: string | null
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'links.list': {
    input: {
      campaignId: string
    }
    output: {
      rows: ({
        id: string
        page: string
        source: string
        medium: string
        label: string | null
        short: string
        long: string
        people: number
        machines: number
        createdAt: string
      })[]
    }
  }
  'links.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'links.update': {
    input: {
      id: string
      page?: string
      source?: string
      medium?: string
      label?: string | null
    }
    output: {
      operationId: string | null
    }
  }
  'lists.fields': {
    input: {
      record: "contact" | "company" | "deal"
    }
    output: {
      rows: ({
        id: string
        label: string
        kind: "text" | "prose" | "url" | "email" | "phone" | "number" | "money" | "date" | "choice" | "choices" | "yesno" | "relation" | "page"
        options: {
          value: string
          label: string
        }[] | null
        currency: string | null
        relatesTo: "contact" | "company" | "deal" | null
        computed: boolean
        sorts: boolean
        groups: boolean
      })[]
    }
  }
  'mailAccount.checkKey': {
    input: Record<never, never>
    output: {
      operationId: string | null
    }
  }
  'mailAccount.dropKey': {
    input: Record<never, never>
    output: {
      operationId: string | null
    }
  }
  'mailAccount.get': {
    input: Record<never, never>
    output: {
      sends: boolean
      installationSender: string
      senderAddress: string | null
      inboundAddress: string | null
      imap: {
        host: string
        port: number
        security: "tls" | "starttls" | "none"
        user: string
        hasPassword: boolean
      } | null
      reading: {
        state: "off" | "waiting" | "works" | "fails"
        at: string | null
        problem: string | null
      }
      dkim: {
        domain: string
        name: string
        value: string
        checking: boolean
        checkedAt: string | null
        since: string | null
        problem: string | null
      } | null
    }
  }
  'mailAccount.makeKey': {
    input: Record<never, never>
    output: {
      operationId: string | null
    }
  }
  'mailAccount.read': {
    input: Record<never, never>
    output: {
      operationId: string | null
    }
  }
  'mailAccount.save': {
    input: {
      senderAddress: string | null
      inboundAddress: string | null
      imap: {
        host: string
        port: number
        security: "tls" | "starttls" | "none"
        user: string
        password?: string
      } | null
    }
    output: {
      operationId: string | null
    }
  }
  'margins.list': {
    input: Record<never, never>
    output: {
      rows: ({
        productLineId: string | null
        percent: number
      })[]
    }
  }
  'margins.set': {
    input: {
      productLineId: string | null
      percent: number | null
    }
    output: {
      operationId: string | null
    }
  }
  'members.accept': {
    input: {
      token: string
      name?: string
      password?: string
    }
    output: {
      workspaceId: number
    }
  }
  'members.addTeam': {
    input: {
      name: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'members.held': {
    input: {
      id: string
    }
    output: {
      rows: {
        what: string
        count: number
      }[]
    }
  }
  'members.invitation': {
    input: {
      token: string
    }
    output: {
      workspaceName: string
      email: string
      role: "owner" | "marketer" | "sales_manager" | "sales_rep" | "contractor" | "viewer"
      hasAccount: boolean
    }
  }
  'members.invitations': {
    input: Record<never, never>
    output: {
      rows: ({
        id: string
        email: string
        name: string | null
        role: "owner" | "marketer" | "sales_manager" | "sales_rep" | "contractor" | "viewer"
        visibility: "own" | "team" | "all"
        createdAt: string
        expiresAt: string
        state: "open" | "accepted" | "revoked" | "expired"
      })[]
    }
  }
  'members.invite': {
    input: {
      email: string
      name?: string
      role: "owner" | "marketer" | "sales_manager" | "sales_rep" | "contractor" | "viewer"
      visibility?: "own" | "team" | "all"
      teamId?: string | null
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'members.leave': {
    input: {
      id: string
      successorId: string
    }
    output: {
      operationId: string | null
    }
  }
  'members.list': {
    input: Record<never, never>
    output: {
      rows: ({
        id: string
        name: string
        email: string | null
        role: "owner" | "marketer" | "sales_manager" | "sales_rep" | "contractor" | "viewer"
        visibility: "own" | "team" | "all"
        teamId: string | null
        status: "active" | "imported" | "suspended" | "left"
        takesLeads: boolean
        canSignIn: boolean
        createdAt: string
      })[]
    }
  }
  'members.me': {
    input: Record<never, never>
    output: {
      user: {
        id: string
        name: string
        email: string
        twoFactor: boolean
      } | null
      memberships: ({
        workspaceId: number
        name: string
        sample: boolean
        role: "owner" | "marketer" | "sales_manager" | "sales_rep" | "contractor" | "viewer"
      })[]
    }
  }
  'members.reactivate': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'members.resend': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'members.revoke': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'members.setUp': {
    input: {
      token: string
      name: string
      email: string
      password: string
      workspaceName: string
      zone: string
      region: string
      currency: string
      locale: string
    }
    output: {
      workspaceId: number
    }
  }
  'members.setupStatus': {
    input: Record<never, never>
    output: {
      needed: boolean
    }
  }
  'members.suspend': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'members.teams': {
    input: Record<never, never>
    output: {
      rows: {
        id: string
        name: string
      }[]
    }
  }
  'members.update': {
    input: {
      id: string
      name?: string
      role?: "owner" | "marketer" | "sales_manager" | "sales_rep" | "contractor" | "viewer"
      visibility?: "own" | "team" | "all"
      teamId?: string | null
      takesLeads?: boolean
    }
    output: {
      operationId: string | null
    }
  }
  'members.updateWorkspace': {
    input: {
      name?: string
      zone?: string
      region?: string
      currency?: string
      locale?: string
      look?: {
        accent?: string
        logoText?: string
      }
    }
    output: {
      operationId: string | null
    }
  }
  'members.workspace': {
    input: Record<never, never>
    output: {
      id: number
      name: string
      zone: string
      region: string
      currency: string
      locale: string
      look: {
        accent?: string
        logoText?: string
      }
      sample: boolean
      solo: boolean
      members: number
      publicUrl: string
      adminUrl: string
      member: {
        id: string
        name: string
        email: string | null
        role: "owner" | "marketer" | "sales_manager" | "sales_rep" | "contractor" | "viewer"
        visibility: "own" | "team" | "all"
        teamId: string | null
        status: "active" | "imported" | "suspended" | "left"
        takesLeads: boolean
        canSignIn: boolean
        createdAt: string
      }
      permissions: string[]
    }
  }
  'merging.duplicates': {
    input: {
      record: "contact" | "company"
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        one: {
          id: string
          name: string
          sub: string
        }
        other: {
          id: string
          name: string
          sub: string
        }
        by: ("email" | "phone" | "domain" | "name" | "similar" | "town")[]
      })[]
      next: string | null
    }
  }
  'merging.keepApart': {
    input: {
      record: "contact" | "company"
      oneId: string
      otherId: string
    }
    output: {
      operationId: string | null
    }
  }
  'merging.list': {
    input: {
      recordId: string
    }
    output: {
      rows: ({
        id: string
        record: "contact" | "company"
        winnerId: string
        loserId: string
        loserName: string
        at: string
        undoneAt: string | null
      })[]
    }
  }
  'merging.merge': {
    input: {
      record: "contact" | "company"
      winnerId: string
      loserId: string
      take?: string[]
    }
    output: {
      mergeId: string
      operationId: string
    }
  }
  'merging.preview': {
    input: {
      record: "contact" | "company"
      loserId: string
    }
    output: {
      moves: {
        table: string
        count: number
      }[]
    }
  }
  'merging.rulePreview': {
    input: {
      kind: "contact_email_name" | "contact_phone_name" | "company_domain_name"
    }
    output: {
      count: number
      rows: {
        one: {
          id: string
          name: string
          sub: string
        }
        other: {
          id: string
          name: string
          sub: string
        }
      }[]
    }
  }
  'merging.rules': {
    input: Record<never, never>
    output: {
      rows: ({
        kind: "contact_email_name" | "contact_phone_name" | "company_domain_name"
        on: boolean
        count: number
      })[]
    }
  }
  'merging.setRule': {
    input: {
      kind: "contact_email_name" | "contact_phone_name" | "company_domain_name"
      on: boolean
    }
    output: {
      operationId: string | null
    }
  }
  'merging.unmerge': {
    input: {
      id: string
    }
    output: {
      operationId: string
      conflicts: {
        table: string
        rowId: string
      }[]
    }
  }
  'months.export': {
    input: {
      month: string
    }
    output: File
  }
  'months.get': {
    input: {
      month: string
      visits?: string | boolean
    }
    output: {
      month: string
      from: string
      to: string
      firm: string
      zone: string
      currency: string
      state: "open" | "frozen"
      frozenAt: string | null
      freezesAt: string
      asOf: string
      ofPart: boolean
      pipelineKnownFrom: string | null
      figures: ({
        key: string
        section: "race" | "rates" | "speed" | "money" | "revenue" | "deals" | "pipeline" | "customers" | "mail"
        label: string
        formula: string
        kind: "count" | "money" | "money_per_day" | "share" | "minutes" | "hours" | "days" | "ratio"
        value: number | null
        share: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        } | null
        n: number
        ripe: boolean
        note: string | null
        behind: ({
          key: string
          view: "cohort" | "period"
          origin?: string
          channel?: string
          reason?: string
        })[]
      })[]
      identities: {
        name: string
        left: number
        right: number
        holds: boolean
      }[]
      restated: ({
        key: string
        label: string
        was: {
          key: string
          section: "race" | "rates" | "speed" | "money" | "revenue" | "deals" | "pipeline" | "customers" | "mail"
          label: string
          formula: string
          kind: "count" | "money" | "money_per_day" | "share" | "minutes" | "hours" | "days" | "ratio"
          value: number | null
          share: {
            hits: number
            cases: number
            text: string
            low: number | null
            high: number | null
          } | null
          n: number
          ripe: boolean
          note: string | null
          behind: ({
            key: string
            view: "cohort" | "period"
            origin?: string
            channel?: string
            reason?: string
          })[]
        } | null
        is: {
          key: string
          section: "race" | "rates" | "speed" | "money" | "revenue" | "deals" | "pipeline" | "customers" | "mail"
          label: string
          formula: string
          kind: "count" | "money" | "money_per_day" | "share" | "minutes" | "hours" | "days" | "ratio"
          value: number | null
          share: {
            hits: number
            cases: number
            text: string
            low: number | null
            high: number | null
          } | null
          n: number
          ripe: boolean
          note: string | null
          behind: ({
            key: string
            view: "cohort" | "period"
            origin?: string
            channel?: string
            reason?: string
          })[]
        } | null
        ripened: boolean
        why: ({
          id: string
          change: "joined" | "left" | "changed"
          was: number | null
          is: number | null
          unit: "lead" | "handover" | "offer" | "deal" | "company" | "contact" | "cost" | "visit" | "letter"
          recordId: string
          title: string
          by: string | null
          at: string | null
        })[]
        rows: number | null
      })[]
    }
  }
  'months.list': {
    input: Record<never, never>
    output: {
      rows: ({
        month: string
        state: "open" | "frozen"
        frozenAt: string | null
        freezesAt: string
      })[]
    }
  }
  'months.visits': {
    input: {
      month: string
    }
    output: {
      asOf: string
      figures: ({
        key: string
        section: "race" | "rates" | "speed" | "money" | "revenue" | "deals" | "pipeline" | "customers" | "mail"
        label: string
        formula: string
        kind: "count" | "money" | "money_per_day" | "share" | "minutes" | "hours" | "days" | "ratio"
        value: number | null
        share: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        } | null
        n: number
        ripe: boolean
        note: string | null
        behind: ({
          key: string
          view: "cohort" | "period"
          origin?: string
          channel?: string
          reason?: string
        })[]
      })[]
      restated: ({
        key: string
        label: string
        was: {
          key: string
          section: "race" | "rates" | "speed" | "money" | "revenue" | "deals" | "pipeline" | "customers" | "mail"
          label: string
          formula: string
          kind: "count" | "money" | "money_per_day" | "share" | "minutes" | "hours" | "days" | "ratio"
          value: number | null
          share: {
            hits: number
            cases: number
            text: string
            low: number | null
            high: number | null
          } | null
          n: number
          ripe: boolean
          note: string | null
          behind: ({
            key: string
            view: "cohort" | "period"
            origin?: string
            channel?: string
            reason?: string
          })[]
        } | null
        is: {
          key: string
          section: "race" | "rates" | "speed" | "money" | "revenue" | "deals" | "pipeline" | "customers" | "mail"
          label: string
          formula: string
          kind: "count" | "money" | "money_per_day" | "share" | "minutes" | "hours" | "days" | "ratio"
          value: number | null
          share: {
            hits: number
            cases: number
            text: string
            low: number | null
            high: number | null
          } | null
          n: number
          ripe: boolean
          note: string | null
          behind: ({
            key: string
            view: "cohort" | "period"
            origin?: string
            channel?: string
            reason?: string
          })[]
        } | null
        ripened: boolean
        why: ({
          id: string
          change: "joined" | "left" | "changed"
          was: number | null
          is: number | null
          unit: "lead" | "handover" | "offer" | "deal" | "company" | "contact" | "cost" | "visit" | "letter"
          recordId: string
          title: string
          by: string | null
          at: string | null
        })[]
        rows: number | null
      })[]
    }
  }
  'moving.arrival': {
    input: Record<never, never>
    output: {
      arrival: {
        madeAt: string
        arrivedAt: string
        confirmedAt: string | null
      } | null
    }
  }
  'moving.begin': {
    input: Record<never, never>
    output: {
      operationId: string | null
      id: string
    }
  }
  'moving.confirm': {
    input: Record<never, never>
    output: {
      operationId: string | null
    }
  }
  'moving.link': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
      url: string
      until: string
    }
  }
  'moving.list': {
    input: Record<never, never>
    output: {
      rows: ({
        id: string
        state: "waiting" | "writing" | "ready" | "failed" | "gone"
        askedBy: string | null
        askedAt: string
        rowsDone: number
        rowsTotal: number | null
        bytes: number | null
        finishedAt: string | null
        expiresAt: string | null
        fetchedAt: string | null
        problem: string | null
      })[]
    }
  }
  'moving.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'notices.list': {
    input: {
      cursor?: string
      limit?: number
      unread?: string | boolean
    }
    output: {
      rows: ({
        id: string
        kind: string
        title: string
        body: string
        link: string
        handoverId: string | null
        contactId: string | null
        createdAt: string
        readAt: string | null
      })[]
      next: string | null
    }
  }
  'notices.preferences': {
    input: Record<never, never>
    output: {
      rows: {
        kind: string
        label: string
        inApp: boolean
        byMail: boolean
        byPush: boolean
      }[]
    }
  }
  'notices.read': {
    input: {
      id?: string
    }
    output: {
      count: number
    }
  }
  'notices.setPreference': {
    input: {
      kind: string
      inApp?: boolean
      byMail?: boolean
      byPush?: boolean
    }
    output: {
      operationId: string | null
    }
  }
  'notices.unread': {
    input: Record<never, never>
    output: {
      count: number
    }
  }
  'numbers.breakdown': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      campaignId?: string
      formId?: string
      productLineId?: string
      memberId?: string
      view?: "cohort" | "period"
      by: "channel" | "form" | "product_line" | "person"
    }
    output: {
      rows: ({
        group: string | null
        name: string
        counts: { [name: string]: number }
      })[]
    }
  }
  'numbers.choices': {
    input: Record<never, never>
    output: {
      channels: string[]
      campaigns: {
        id: string
        name: string
      }[]
      forms: {
        id: string
        name: string
      }[]
      productLines: {
        id: string
        name: string
      }[]
      people: {
        id: string
        name: string
      }[]
    }
  }
  'numbers.figures': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      campaignId?: string
      formId?: string
      productLineId?: string
      memberId?: string
      visits?: string | boolean
    }
    output: {
      asOf: string
      zone: string
      currency: string
      pipelineKnownFrom: string | null
      figures: ({
        key: string
        section: "race" | "rates" | "speed" | "money" | "revenue" | "deals" | "pipeline" | "customers" | "mail"
        label: string
        formula: string
        kind: "count" | "money" | "money_per_day" | "share" | "minutes" | "hours" | "days" | "ratio"
        value: number | null
        share: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        } | null
        n: number
        ripe: boolean
        note: string | null
        behind: ({
          key: string
          view: "cohort" | "period"
          origin?: string
          channel?: string
          reason?: string
        })[]
      })[]
      identities: {
        name: string
        left: number
        right: number
        holds: boolean
      }[]
    }
  }
  'numbers.get': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      campaignId?: string
      formId?: string
      productLineId?: string
      memberId?: string
      view?: "cohort" | "period"
    }
    output: {
      asOf: string
      zone: string
      currency: string
      funnel: ({
        key: string
        label: string
        n: number
        valueMinor: number | null
        byRule: number
      })[]
      ready: ({
        key: string
        label: string
        n: number
        valueMinor: number | null
      })[]
      rates: ({
        key: string
        label: string
        share: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        }
        hitsKey: string
        casesKey: string
        formula: string
        ripe: boolean
        pauses: {
          n: number
          minutes: number
          duty: "answer" | "attempt" | "decision" | "verdict"
        } | null
      })[]
      people: ({
        memberId: string
        name: string
        accepted: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        }
        answerInTime: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        }
        pauses: {
          n: number
          minutes: number
        }
      })[]
      sentBack: {
        reason: string
        label: string
        n: number
        upheld: number
      }[]
      timeToAnswer: {
        n: number
        medianMinutes: number | null
        p90Minutes: number | null
        open: number
      }
      deals: {
        won: number
        lost: number
        wonValueMinor: number
        withoutRate: number
        medianCycleDays: number | null
        p90CycleDays: number | null
      }
      origins: {
        origin: string
        n: number
        valueMinor: number
      }[]
      identities: {
        name: string
        left: number
        right: number
        holds: boolean
      }[]
    }
  }
  'numbers.overTime': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      campaignId?: string
      formId?: string
      productLineId?: string
      memberId?: string
    }
    output: {
      asOf: string
      zone: string
      currency: string
      months: ({
        month: string
        from: string
        to: string
        ripe: boolean
        values: { [name: string]: number | null }
      })[]
    }
  }
  'numbers.pauses': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      campaignId?: string
      formId?: string
      productLineId?: string
      memberId?: string
      duty?: "answer" | "attempt" | "decision" | "verdict"
      limit?: number
      after?: number
    }
    output: {
      n: number
      minutes: number
      rows: ({
        duty: "answer" | "attempt" | "decision" | "verdict"
        handoverId: string
        title: string
        member: string
        fromAt: string
        toAt: string
        minutes: number
        why: string | null
        enteredBy: string | null
        grantedBy: string | null
        cancelledAt: string | null
      })[]
    }
  }
  'numbers.rows': {
    input: {
      key: string
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      campaignId?: string
      formId?: string
      productLineId?: string
      memberId?: string
      view?: "cohort" | "period"
      reason?: string
      origin?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        unit: "lead" | "handover" | "offer" | "deal" | "company" | "contact" | "cost" | "visit" | "letter"
        recordId: string
        title: string
        at: string
        valueMinor: number | null
      })[]
      next: string | null
      n: number
    }
  }
  'numbers.speed': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      campaignId?: string
      formId?: string
      productLineId?: string
      memberId?: string
      by: "channel" | "form" | "product_line" | "person"
    }
    output: {
      rows: ({
        group: string | null
        name: string
        answer: {
          n: number
          open: number
          median: number | null
          p90: number | null
        }
        attempt: {
          n: number
          open: number
          median: number | null
          p90: number | null
        }
        talk: {
          n: number
          open: number
          median: number | null
          p90: number | null
        }
        inTime: ({
          duty: "answer" | "attempt" | "decision" | "verdict"
          share: {
            hits: number
            cases: number
            text: string
            low: number | null
            high: number | null
          }
          pauses: {
            n: number
            minutes: number
          }
        })[]
        noCover: number
      })[]
    }
  }
  'numbers.versions': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      campaignId?: string
      formId?: string
      productLineId?: string
      memberId?: string
    }
    output: {
      rows: ({
        definitionId: string
        version: number
        productLineId: string
        productLine: string
        fromAt: string
        toAt: string | null
        offered: number
        kept: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        }
        qualified: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        }
        falsePositive: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        }
        ripe: boolean
      })[]
    }
  }
  'numbers.visits': {
    input: {
      from: Instant
      to: Instant
      zone?: string
      channel?: string
      campaignId?: string
      formId?: string
      productLineId?: string
      memberId?: string
    }
    output: {
      asOf: string
      rate: {
        key: string
        label: string
        share: {
          hits: number
          cases: number
          text: string
          low: number | null
          high: number | null
        }
        hitsKey: string
        casesKey: string
        formula: string
        ripe: boolean
        pauses: {
          n: number
          minutes: number
          duty: "answer" | "attempt" | "decision" | "verdict"
        } | null
      } | null
    }
  }
  'onboarding.accept': {
    input: {
      dealId: string
    }
    output: {
      operationId: string | null
    }
  }
  'onboarding.addPromise': {
    input: {
      dealId: string
      text: string
      dueOn?: string | null
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'onboarding.answer': {
    input: {
      dealId: string
      answer: string
    }
    output: {
      operationId: string | null
    }
  }
  'onboarding.ask': {
    input: {
      dealId: string
      question: string
    }
    output: {
      operationId: string | null
    }
  }
  'onboarding.editPromise': {
    input: {
      id: string
      text?: string
      dueOn?: string | null
      done?: boolean
    }
    output: {
      operationId: string | null
    }
  }
  'onboarding.list': {
    input: {
      box?: "mine" | "all"
      dealId?: string
      companyId?: string
      contactId?: string
    }
    output: {
      rows: ({
        dealId: string
        deal: string
        company: {
          id: string
          name: string
        } | null
        contact: {
          id: string
          name: string
        } | null
        customer: string
        wonAt: string | null
        words: string | null
        promises: ({
          id: string
          text: string
          dueOn: string | null
          late: boolean
          doneAt: string | null
          doneBy: string | null
        })[]
        state: "nobody_named" | "offered" | "working" | "sent_back"
        byRule: boolean
        from: {
          id: string
          name: string
        }
        receiver: {
          id: string
          name: string
        }
        question: string | null
        at: string
        may: {
          accept: boolean
          ask: boolean
          answer: boolean
          move: boolean
          edit: boolean
        }
      })[]
    }
  }
  'onboarding.move': {
    input: {
      dealId: string
      memberId: string
    }
    output: {
      operationId: string | null
    }
  }
  'onboarding.removePromise': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'onboarding.say': {
    input: {
      dealId: string
      words: string | null
    }
    output: {
      operationId: string | null
    }
  }
  'participants.add': {
    input: {
      campaignId: string
      ids?: string[]
      where?: {
        q?: string
        filter?: {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: string | unknown[] | null
            } | {
              match: "all" | "any" | "none"
              items: {
                field?: unknown
                operator?: unknown
                value?: unknown
              }[]
            })[]
          })[]
        }
        group?: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        updated_since?: Instant
        companyId?: string
        within?: string
        tag?: string
      }
      statusId?: string
    }
    output: {
      operationId: string | null
      state: "done" | "running"
      count: number
      stayed: number
      first: {
        id: string
        name: string
        reason: string
      }[]
    }
  }
  'participants.export': {
    input: {
      campaignId: string
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      statusId?: string
      sort?: string
      direction?: "asc" | "desc"
      format?: "csv" | "xlsx" | "json"
      columns?: string[]
    }
    output: File
  }
  'participants.ladder': {
    input: {
      campaignId: string
    }
    output: {
      statuses: {
        id: string
        name: string
        responded: boolean
        count: number
      }[]
    }
  }
  'participants.list': {
    input: {
      campaignId: string
      q?: string
      filter?: {
        match: "all" | "any" | "none"
        items: ({
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        } | {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: unknown
            })[]
          })[]
        })[]
      }
      group?: {
        field: string
        operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
        value?: string | string[] | null
      }
      statusId?: string
      sort?: string
      direction?: "asc" | "desc"
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        contact: {
          id: string
          name: string
        }
        company: string | null
        email: string | null
        statusId: string
        since: string
        addedAt: string
        via: "member" | "lead"
      })[]
      next: string | null
    }
  }
  'participants.move': {
    input: {
      campaignId: string
      ids?: string[]
      where?: {
        q?: string
        filter?: {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: string | unknown[] | null
            } | {
              match: "all" | "any" | "none"
              items: {
                field?: unknown
                operator?: unknown
                value?: unknown
              }[]
            })[]
          })[]
        }
        group?: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        statusId?: string
      }
      set: {
        statusId: string
      }
    }
    output: {
      operationId: string | null
      state: "done" | "running"
      count: number
      stayed: number
      first: {
        id: string
        name: string
        reason: string
      }[]
    }
  }
  'participants.ofContact': {
    input: {
      contactId: string
    }
    output: {
      rows: ({
        campaign: {
          id: string
          name: string
        }
        statusId: string
        since: string
        via: "member" | "lead"
        statuses: {
          id: string
          name: string
          responded: boolean
        }[]
      })[]
    }
  }
  'participants.remove': {
    input: {
      campaignId: string
      ids?: string[]
      where?: {
        q?: string
        filter?: {
          match: "all" | "any" | "none"
          items: ({
            field: string
            operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
            value?: string | string[] | null
          } | {
            match: "all" | "any" | "none"
            items: ({
              field: string
              operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
              value?: string | unknown[] | null
            } | {
              match: "all" | "any" | "none"
              items: {
                field?: unknown
                operator?: unknown
                value?: unknown
              }[]
            })[]
          })[]
        }
        group?: {
          field: string
          operator: "is" | "is_all" | "is_not" | "contains" | "not_contains" | "starts" | "gt" | "lt" | "between" | "before" | "after" | "last_days" | "older_days" | "next_days" | "empty" | "not_empty"
          value?: string | string[] | null
        }
        statusId?: string
      }
    }
    output: {
      operationId: string | null
      state: "done" | "running"
      count: number
      stayed: number
      first: {
        id: string
        name: string
        reason: string
      }[]
    }
  }
  'participants.setLadder': {
    input: {
      campaignId: string
      statuses: {
        id?: string
        name: string
        responded: boolean
      }[]
    }
    output: {
      operationId: string | null
    }
  }
  'pipeline.addReason': {
    input: {
      kind: "won" | "lost"
      label: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'pipeline.archiveReason': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'pipeline.get': {
    input: Record<never, never>
    output: {
      stages: ({
        id: string
        name: string
        position: number
        probability: number
        kind: "open" | "won" | "lost"
        qualified: boolean
        required: string[]
      })[]
      reasons: ({
        id: string
        kind: "won" | "lost"
        label: string
        position: number
      })[]
    }
  }
  'pipeline.renameReason': {
    input: {
      id: string
      label: string
    }
    output: {
      operationId: string | null
    }
  }
  'pipeline.save': {
    input: {
      stages: ({
        name: string
        probability: number
        kind: "open" | "won" | "lost"
        qualified: boolean
        required: string[]
        id?: string
      })[]
    }
    output: {
      operationId: string | null
    }
  }
  'preferences.link': {
    input: {
      contactId: string
    }
    output: {
      url: string
      expiresAt: string
    }
  }
  'products.create': {
    input: {
      name: string
      externalId?: string | null
      productLineId?: string
      series?: string | null
      priceMinor?: number | null
      currency?: string | null
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'products.createLine': {
    input: {
      name: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'products.lines': {
    input: Record<never, never>
    output: {
      rows: {
        id: string
        name: string
        isDefault: boolean
      }[]
    }
  }
  'products.list': {
    input: {
      q?: string
      archived?: string | boolean
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        name: string
        externalId: string | null
        productLineId: string
        series: string | null
        priceMinor: number | null
        currency: string | null
        createdAt: string
        archivedAt: string | null
      })[]
      next: string | null
    }
  }
  'products.update': {
    input: {
      id: string
      name?: string
      externalId?: string | null
      productLineId?: string
      series?: string | null
      priceMinor?: number | null
      currency?: string | null
      archived?: boolean
    }
    output: {
      operationId: string | null
    }
  }
  'products.updateLine': {
    input: {
      id: string
      name?: string
      archived?: boolean
    }
    output: {
      operationId: string | null
    }
  }
  'protection.confirm': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
      endsAt: string
    }
  }
  'protection.extend': {
    input: {
      id: string
      reason: string
    }
    output: {
      operationId: string | null
      endsAt: string
    }
  }
  'protection.list': {
    input: {
      box?: "open" | "past"
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        state: "registered" | "confirmed" | "refused" | "withdrawn" | "ended"
        member: {
          id: string
          name: string
        }
        productLine: {
          id: string
          name: string
        }
        companyName: string | null
        domain: string | null
        personName: string | null
        email: string | null
        phone: string | null
        town: string | null
        proof: string
        proofDay: string
        proofPlace: string | null
        blockedBy: "handover" | "deal" | "customer" | "protection" | null
        company: {
          id: string
          name: string
        } | null
        contact: {
          id: string
          name: string
        } | null
        endsAt: string | null
        extendedAt: string | null
        createdAt: string
        history: ({
          state: string
          who: string
          reason: string | null
          at: string
        })[]
      })[]
      next: string | null
    }
  }
  'protection.refuse': {
    input: {
      id: string
      reason: string
    }
    output: {
      operationId: string | null
    }
  }
  'protection.register': {
    input: {
      productLineId?: string
      companyName?: string | null
      domain?: string | null
      personName?: string | null
      email?: string | null
      phone?: string | null
      town?: string | null
      proof: string
      proofDay: string
      proofPlace?: string | null
    }
    output: {
      id: string
      state: "registered" | "confirmed" | "refused" | "withdrawn" | "ended"
      reason: string | null
    }
  }
  'protection.saveSetting': {
    input: {
      months: number
    }
    output: {
      operationId: string | null
    }
  }
  'protection.setting': {
    input: Record<never, never>
    output: {
      months: number
    }
  }
  'protection.withdraw': {
    input: {
      id: string
      reason: string
    }
    output: {
      operationId: string | null
    }
  }
  'push.add': {
    input: {
      endpoint: string
      p256dh: string
      auth: string
      name: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'push.get': {
    input: Record<never, never>
    output: {
      publicKey: string
      devices: ({
        id: string
        name: string
        hash: string
        createdAt: string
        reachedAt: string | null
        failure: string | null
      })[]
    }
  }
  'push.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'push.test': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'replay.cancel': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'replay.get': {
    input: {
      id: string
    }
    output: {
      id: string
      productLineId: string
      definitionId: string
      version: number
      from: string
      to: string
      verdicts: "as_known" | "as_judged_today"
      state: "running" | "done" | "cancelled" | "failed"
      done: number
      total: number
      problem: string | null
      startedAt: string
      weeks: ({
        inForce: {
          ready: number
          joined: number
          signalled: number
          kept: number
          notKept: number
          won: number
          lost: number
          open: number
          unknown: number
          offered: number
          waiting: number
        }
        candidate: {
          ready: number
          joined: number
          signalled: number
          kept: number
          notKept: number
          won: number
          lost: number
          open: number
          unknown: number
          offered: number
          waiting: number
        }
        monday: string
        perWeek: number | null
        ripe: {
          kept: boolean
          end: boolean
        }
      })[]
      sums: {
        inForce: {
          ready: number
          joined: number
          signalled: number
          kept: number
          notKept: number
          won: number
          lost: number
          open: number
          unknown: number
        }
        candidate: {
          ready: number
          joined: number
          signalled: number
          kept: number
          notKept: number
          won: number
          lost: number
          open: number
          unknown: number
        }
      }
      both: number
      cut: number
      found: number
      foundPeople: {
        contactId: string
        name: string
        at: string
        total: number
      }[]
      before: number
      missed: {
        inForce: number
        candidate: number
      }
      missedPeople: {
        contactId: string
        name: string
        wonAt: string
        inForce: boolean
      }[]
    }
  }
  'replay.list': {
    input: {
      productLineId: string
    }
    output: {
      rows: ({
        id: string
        productLineId: string
        definitionId: string
        version: number
        from: string
        to: string
        verdicts: "as_known" | "as_judged_today"
        state: "running" | "done" | "cancelled" | "failed"
        done: number
        total: number
        problem: string | null
        startedAt: string
      })[]
    }
  }
  'replay.start': {
    input: {
      productLineId: string
      from: string
      to: string
      verdicts?: "as_known" | "as_judged_today"
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'retention.get': {
    input: {
      months?: number
    }
    output: {
      rule: {
        months: number
        onSince: string | null
      } | null
      months: number
      count: number
      first: ({
        id: string
        name: string
        company: string | null
        since: string
      })[]
    }
  }
  'retention.save': {
    input: {
      months: number
      on: boolean
      count?: number
    }
    output: {
      operationId: string | null
    }
  }
  'rollups.get': {
    input: {
      id: string
    }
    output: {
      alone: {
        companies: number
        people: number
        open: {
          count: number
          values: {
            currency: string
            valueMinor: number
          }[]
        }
        won: {
          count: number
          values: {
            currency: string
            valueMinor: number
          }[]
        }
        customers: number
      }
      within: {
        companies: number
        people: number
        open: {
          count: number
          values: {
            currency: string
            valueMinor: number
          }[]
        }
        won: {
          count: number
          values: {
            currency: string
            valueMinor: number
          }[]
        }
        customers: number
      } | null
    }
  }
  'routing.fields': {
    input: Record<never, never>
    output: {
      rows: ({
        of: "lead" | "contact" | "company"
        field: string
        label: string
        type: string
        options: string[]
      })[]
    }
  }
  'routing.rules': {
    input: Record<never, never>
    output: {
      rows: ({
        name: string
        productLineId: string | null
        conditions: ({
          of: "lead" | "contact" | "company"
          field: string
          op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
          value: string | number | boolean | null | (string | number | boolean | null)[]
        })[]
        memberIds: string[]
        teamId: string | null
        id: string
      })[]
    }
  }
  'routing.saveCapacity': {
    input: {
      memberId: string
      perWeek: number | null
    }
    output: {
      operationId: string | null
    }
  }
  'routing.saveRules': {
    input: {
      rules: ({
        name: string
        productLineId: string | null
        conditions: ({
          of: "lead" | "contact" | "company"
          field: string
          op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
          value: string | number | boolean | null | (string | number | boolean | null)[]
        })[]
        memberIds: string[]
        teamId: string | null
      })[]
    }
    output: {
      operationId: string | null
    }
  }
  'routing.tryOut': {
    input: {
      contactId: string
      productLineId?: string
      lane?: "asked" | "earned"
    }
    output: {
      memberId: string | null
      because: string[]
      tried: {
        memberId: string
        why: string
      }[]
    }
  }
  'routing.turns': {
    input: Record<never, never>
    output: {
      members: ({
        memberId: string
        name: string
        perWeek: number | null
        takenThisWeek: number | null
        openOffers: number | null
        away: boolean
      })[]
      gaps: string[]
    }
  }
  'sample.make': {
    input: Record<never, never>
    output: {
      operationId: string | null
    }
  }
  'sample.mine': {
    input: Record<never, never>
    output: {
      rows: ({
        workspaceId: number
        state: "wanted" | "building" | "ready" | "removing" | "failed"
        done: number
        total: number
      })[]
    }
  }
  'sample.remove': {
    input: {
      name: string
    }
    output: {
      operationId: string | null
    }
  }
  'scoring.callOff': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'scoring.candidates': {
    input: {
      cursor?: string
      limit?: number
      productLineId?: string
      cause?: "definition" | "import" | "recalculation"
    }
    output: {
      rows: ({
        contactId: string
        name: string
        company: string | null
        total: number
        id: string
        productLineId: string
        cause: "definition" | "import" | "recalculation"
        since: string
        fit: number
        interest: number
      })[]
      next: string | null
      count: number
    }
  }
  'scoring.discardDraft': {
    input: {
      productLineId: string
    }
    output: {
      operationId: string | null
    }
  }
  'scoring.enforce': {
    input: {
      id: string
      starts?: "now" | "next_monday"
    }
    output: {
      operationId: string | null
      people: number
      preparing: boolean
      startsAt: string | null
    }
  }
  'scoring.list': {
    input: Record<never, never>
    output: ({
      productLineId: string
      productLine: string
      inForce: {
        id: string
        productLineId: string
        version: number
        lanes: "asked" | "both"
        content: {
          rules: ({
            id: string
            axis: "fit"
            points: number
            matcher: {
              field: string
              op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
              value: string | number | boolean | (unknown | null)[] | null
            }
          } | {
            id: string
            axis: "interest"
            points: number
            matcher: {
              kind: string
              where?: ({
                path: string
                op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
                value?: unknown
              })[]
            }
            lifeH: number | null
            last: number
          })[]
          fitMax: number
          interestMax: number
          enter: number
          leave: number
          required: string[]
          exclude: ({
            field: string
            op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
            value: string | number | boolean | (string | number | boolean)[] | null
          })[]
          recencyDays: number | null
        }
        createdAt: string
        fromAt: string | null
        toAt: string | null
      } | null
      draft: {
        id: string
        productLineId: string
        version: number
        lanes: "asked" | "both"
        content: {
          rules: ({
            id: string
            axis: "fit"
            points: number
            matcher: {
              field: string
              op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
              value: string | number | boolean | (unknown | null)[] | null
            }
          } | {
            id: string
            axis: "interest"
            points: number
            matcher: {
              kind: string
              where?: ({
                path: string
                op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
                value?: unknown
              })[]
            }
            lifeH: number | null
            last: number
          })[]
          fitMax: number
          interestMax: number
          enter: number
          leave: number
          required: string[]
          exclude: ({
            field: string
            op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
            value: string | number | boolean | (string | number | boolean)[] | null
          })[]
          recencyDays: number | null
        }
        createdAt: string
        fromAt: string | null
        toAt: string | null
      } | null
      past: ({
        id: string
        productLineId: string
        version: number
        lanes: "asked" | "both"
        createdAt: string
        fromAt: string | null
        toAt: string | null
      })[]
      preparing: {
        definitionId: string
        done: number
        total: number
        startedAt: string
        startsAt: string | null
      } | null
      decided: number
    })[]
  }
  'scoring.looks': {
    input: {
      contactId: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        at: string
        cause: string
        arrived: number
        turns: ({
          productLineId: string
          turn: "crosses" | "candidate" | "leaves"
          total: number
          version: number
        })[]
      })[]
      next: string | null
    }
  }
  'scoring.ofContact': {
    input: {
      contactId: string
    }
    output: ({
      productLineId: string
      productLine: string
      definitionVersion: number
      lanes: "asked" | "both"
      fit: number
      interest: number
      total: number
      enter: number
      leave: number
      place: "none" | "candidate" | "ready"
      placeSince: string | null
      asOf: string
      changesAt: string | null
      missing: string[]
      lines: ({
        ruleId: string
        axis: "fit" | "interest"
        points: number
        label: string
        evidence: {
          eventId: string
          text: string
          at: string
        }[]
      })[]
    })[]
  }
  'scoring.preview': {
    input: {
      productLineId: string
      content: {
        rules: ({
          id: string
          axis: "fit"
          points: number
          matcher: {
            field: string
            op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
            value: string | number | boolean | (string | number | boolean)[] | null
          }
        } | {
          id: string
          axis: "interest"
          points: number
          matcher: {
            kind: string
            where?: ({
              path: string
              op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
              value: string | number | boolean | unknown[] | null
            })[]
          }
          lifeH: number | null
          last: number
        })[]
        fitMax: number
        interestMax: number
        enter: number
        leave: number
        required: string[]
        exclude: ({
          field: string
          op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
          value: string | number | boolean | (string | number | boolean)[] | null
        })[]
        recencyDays: number | null
      }
    }
    output: {
      people: number
      looked: number
      sampled: boolean
      distribution: {
        step: number
        others: number[]
        customers: number[]
      }
      readyToday: number
      newCandidates: number
      nearly: number
      customers: number
      missed: number
      perWeek: number | null
      noReplay: string | null
    }
  }
  'scoring.previewRows': {
    input: {
      productLineId: string
      content: {
        rules: ({
          id: string
          axis: "fit"
          points: number
          matcher: {
            field: string
            op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
            value: string | number | boolean | (string | number | boolean)[] | null
          }
        } | {
          id: string
          axis: "interest"
          points: number
          matcher: {
            kind: string
            where?: ({
              path: string
              op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
              value: string | number | boolean | unknown[] | null
            })[]
          }
          lifeH: number | null
          last: number
        })[]
        fitMax: number
        interestMax: number
        enter: number
        leave: number
        required: string[]
        exclude: ({
          field: string
          op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
          value: string | number | boolean | (string | number | boolean)[] | null
        })[]
        recencyDays: number | null
      }
      group: "ready" | "nearly" | "missed"
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        contactId: string
        name: string
        company: string | null
        total: number
        why: string
      })[]
      next: string | null
      count: number
    }
  }
  'scoring.saveDraft': {
    input: {
      productLineId: string
      lanes: "asked" | "both"
      content: {
        rules: ({
          id: string
          axis: "fit"
          points: number
          matcher: {
            field: string
            op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
            value: string | number | boolean | (string | number | boolean)[] | null
          }
        } | {
          id: string
          axis: "interest"
          points: number
          matcher: {
            kind: string
            where?: ({
              path: string
              op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
              value: string | number | boolean | unknown[] | null
            })[]
          }
          lifeH: number | null
          last: number
        })[]
        fitMax: number
        interestMax: number
        enter: number
        leave: number
        required: string[]
        exclude: ({
          field: string
          op: "eq" | "ne" | "contains" | "gte" | "lte" | "in" | "set"
          value: string | number | boolean | (string | number | boolean)[] | null
        })[]
        recencyDays: number | null
      }
    }
    output: {
      operationId: string | null
      id: string
      version: number
    }
  }
  'scoring.vocabulary': {
    input: Record<never, never>
    output: {
      facts: ({
        field: string
        label: string
        type: "text" | "number" | "date" | "choice" | "yesno"
        options: string[]
        refused: {
          role: "late" | "outcome"
          reason: string
        } | null
      })[]
      acts: {
        kind: string
        label: string
        fields: {
          path: string
          label: string
        }[]
      }[]
    }
  }
  'search.find': {
    input: {
      q: string
      records?: string[]
      limit?: number
      each?: number
    }
    output: {
      rows: {
        id: string
        record: string
        label: string
        title: string
        subtitle: string
        path: string
        near: boolean
      }[]
    }
  }
  'search.opened': {
    input: {
      ids: string[]
    }
    output: {
      rows: {
        id: string
        record: string
        label: string
        title: string
        subtitle: string
        path: string
        near: boolean
      }[]
    }
  }
  'sendBacks.answer': {
    input: {
      id: string
      answer: "agreed" | "contested" | "nurture"
      text?: string
      until?: string
    }
    output: {
      operationId: string | null
    }
  }
  'sendBacks.counts': {
    input: Record<never, never>
    output: {
      toAnswer: number
      contested: number
    }
  }
  'sendBacks.decide': {
    input: {
      id: string
      decision: "upheld" | "overruled"
      text: string
      next?: "same" | "route" | "member" | "nobody"
      memberId?: string
    }
    output: {
      operationId: string | null
      handoverId: string | null
    }
  }
  'sendBacks.get': {
    input: {
      id: string
    }
    output: {
      id: string
      name: string
      contactId: string | null
      company: string | null
      productLine: string
      reason: string
      evidence: string | null
      note: string | null
      seller: {
        id: string
        name: string
      } | null
      sentBackAt: string
      channel: string | null
      campaign: string | null
      form: string | null
      state: "open" | "agreed" | "contested" | "upheld" | "overruled"
      answerer: {
        id: string
        name: string
      } | null
      dueAt: string | null
      nurtureUntil: string | null
      words: ({
        word: "agreed" | "contested" | "nurture" | "upheld" | "overruled"
        who: string
        byRule: boolean
        text: string | null
        until: string | null
        at: string
      })[]
      may: {
        answer: boolean
        decide: boolean
      }
    }
  }
  'sendBacks.list': {
    input: {
      box?: "to_answer" | "contested" | "answered"
      id?: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        name: string
        contactId: string | null
        company: string | null
        productLine: string
        reason: string
        evidence: string | null
        note: string | null
        seller: {
          id: string
          name: string
        } | null
        sentBackAt: string
        channel: string | null
        campaign: string | null
        form: string | null
        state: "open" | "agreed" | "contested" | "upheld" | "overruled"
        answerer: {
          id: string
          name: string
        } | null
        dueAt: string | null
        nurtureUntil: string | null
        words: ({
          word: "agreed" | "contested" | "nurture" | "upheld" | "overruled"
          who: string
          byRule: boolean
          text: string | null
          until: string | null
          at: string
        })[]
        may: {
          answer: boolean
          decide: boolean
        }
      })[]
      next: string | null
    }
  }
  'steps.get': {
    input: Record<never, never>
    output: {
      steps: ({
        name: "people" | "form" | "definition" | "lead" | "won"
        done: boolean
      })[]
    }
  }
  'talks.add': {
    input: {
      contactId?: string
      dealId?: string
      channel: "phone" | "email" | "meeting" | "message" | "visit" | "post"
      outcome: "reached" | "no_answer" | "voicemail" | "wrong_number" | "sent" | "held" | "no_show"
      note?: string
      occurredAt?: Instant
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'tasks.complete': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'tasks.counts': {
    input: {
      ownerId?: string
      contactId?: string
      companyId?: string
      dealId?: string
      handoverId?: string
    }
    output: {
      overdue: number
      today: number
      later: number
    }
  }
  'tasks.create': {
    input: {
      title: string
      body?: string | null
      ownerId?: string
      dueOn?: string | null
      dueTime?: string | null
      contactId?: string | null
      companyId?: string | null
      dealId?: string | null
      handoverId?: string | null
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'tasks.get': {
    input: {
      id: string
    }
    output: {
      id: string
      title: string
      body: string | null
      owner: {
        id: string
        name: string
      }
      about: ({
        record: "contact" | "company" | "deal" | "handover"
        id: string
        name: string | null
        path: string
      })[]
      dueOn: string | null
      dueAt: string | null
      timed: boolean
      box: "overdue" | "today" | "later" | "done"
      doneAt: string | null
      createdAt: string
    }
  }
  'tasks.list': {
    input: {
      ownerId?: string
      contactId?: string
      companyId?: string
      dealId?: string
      handoverId?: string
      box?: "overdue" | "today" | "later" | "open" | "done"
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        title: string
        body: string | null
        owner: {
          id: string
          name: string
        }
        about: ({
          record: "contact" | "company" | "deal" | "handover"
          id: string
          name: string | null
          path: string
        })[]
        dueOn: string | null
        dueAt: string | null
        timed: boolean
        box: "overdue" | "today" | "later" | "done"
        doneAt: string | null
        createdAt: string
      })[]
      next: string | null
    }
  }
  'tasks.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'tasks.reopen': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'tasks.snooze': {
    input: {
      id: string
      until: "tomorrow" | "in_two_days" | "next_week"
    }
    output: {
      operationId: string | null
      dueOn: string
    }
  }
  'tasks.update': {
    input: {
      id: string
      title?: string
      body?: string | null
      ownerId?: string
      dueOn?: string | null
      dueTime?: string | null
      contactId?: string | null
      companyId?: string | null
      dealId?: string | null
      handoverId?: string | null
    }
    output: {
      operationId: string | null
    }
  }
  'templates.create': {
    input: {
      name: string
      subject?: string
      text: string
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'templates.fields': {
    input: Record<never, never>
    output: {
      rows: ({
        key: string
        label: string
        of: "contact" | "company" | "deal" | "me"
      })[]
    }
  }
  'templates.fill': {
    input: {
      id: string
      contactId: string
      dealId?: string
    }
    output: {
      subject: string
      text: string
      unknown: ({
        key: string
        label: string
        of: "contact" | "company" | "deal" | "me" | null
      })[]
    }
  }
  'templates.list': {
    input: Record<never, never>
    output: {
      rows: {
        id: string
        name: string
        subject: string
        text: string
        maker: string
        mayChange: boolean
        changedAt: string
      }[]
    }
  }
  'templates.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'templates.update': {
    input: {
      id: string
      name?: string
      subject?: string
      text?: string
    }
    output: {
      operationId: string | null
    }
  }
  'timeline.addNote': {
    input: {
      contactId?: string
      companyId?: string
      dealId?: string
      body: string
      files?: string[]
      occurredAt?: Instant
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'timeline.editNote': {
    input: {
      id: string
      body: string
      files?: string[]
    }
    output: {
      operationId: string | null
    }
  }
  'timeline.judge': {
    input: {
      id: string
      verdict: "human" | "machine"
    }
    output: {
      acts: number
    }
  }
  'timeline.list': {
    input: {
      contactId?: string
      companyId?: string
      dealId?: string
      cursor?: string
      limit?: number
      show?: string
    }
    output: {
      rows: ({
        id: string
        kind: string
        at: string
        text: string
        detail?: string
        who?: string
        recordedAt?: string
        icon: string
        link?: string
        noise?: boolean
        heldFor?: "person" | "program"
        small?: boolean
        files?: ({
          id: string
          name: string
          type: string
          typeLabel: string
          care: "odd" | "page" | "program" | null
          sizeBytes: number
        })[]
        written?: {
          body: string
          names: {
            id: string
            name: string
          }[]
        }
        editable?: boolean
      })[]
      next: string | null
    }
  }
  'timeline.mentionable': {
    input: {
      contactId?: string
      companyId?: string
      dealId?: string
      q?: string
    }
    output: {
      rows: ({
        id: string
        name: string
        email: string | null
      })[]
    }
  }
  'timeline.notes': {
    input: {
      contactId?: string
      companyId?: string
      dealId?: string
    }
    output: {
      rows: {
        id: string
        body: string
        text: string
        author: string
        mine: boolean
        createdAt: string
        changedAt: string
      }[]
    }
  }
  'timeline.removeNote': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'tracking.get': {
    input: Record<never, never>
    output: {
      on: boolean
      sites: string[]
      snippet: string | null
      seen: {
        sites: {
          site: string
          pages: number
          lastAt: string
        }[]
        machines: number
      }
    }
  }
  'tracking.link': {
    input: {
      id: string
      url: string
    }
    output: {
      url: string
      expiresAt: string
    }
  }
  'tracking.links': {
    input: {
      id: string
    }
    output: {
      rows: ({
        id: string
        page: string | null
        madeAt: string
        expiresAt: string
        usedAt: string | null
      })[]
      sites: string[]
    }
  }
  'tracking.programs': {
    input: {
      cursor?: string
      limit?: number
    }
    output: {
      rows: {
        id: string
        at: string
        site: string
        page: string
        agent: string
        evidence: string
      }[]
      next: string | null
    }
  }
  'tracking.save': {
    input: {
      on: boolean
      sites: string[]
    }
    output: {
      operationId: string | null
    }
  }
  'transfer.cancel': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'transfer.change': {
    input: {
      id: string
      record?: "contacts" | "companies" | "products" | "members" | "deals" | "activities" | "files"
      mapping?: {
        policy?: "overwrite" | "fill" | "keep"
        columns: { [name: string]: {
          to?: string | null
          field?: {
            label: string
            type: "text" | "prose" | "number" | "money" | "date" | "choice" | "choices" | "yesno" | "url" | "email" | "phone" | "member" | "relation"
            choices?: string[]
            role?: "plain" | "late" | "outcome"
            roleReason?: string | null
          } | null
          policy?: "overwrite" | "fill" | "keep"
          dateOrder?: "DMY" | "MDY" | "YMD"
          decimalMark?: "." | ","
          currency?: string
          empty?: string[]
          prefix?: string
          ifFilled?: boolean
          same?: { [name: string]: string }
        } }
        permission?: {
          channel: "email" | "phone"
          topic: string
          basis: "consent" | "request" | "contract" | "legitimate_interest"
          proof: string
        } | null
      }
    }
    output: {
      operationId: string | null
    }
  }
  'transfer.check': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'transfer.create': {
    input: {
      fileName: string
      sizeBytes: number
      record?: "contacts" | "companies" | "products" | "members" | "deals" | "activities" | "files"
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'transfer.get': {
    input: {
      id: string
    }
    output: {
      id: string
      fileName: string
      record: "contacts" | "companies" | "products" | "members" | "deals" | "activities" | "files" | null
      state: "uploading" | "reading" | "read" | "checking" | "checked" | "applying" | "paused" | "done" | "cancelled" | "undoing" | "undone" | "failed"
      sizeBytes: number
      receivedBytes: number
      counts: {
        rows: number
        created: number
        matched: number
        unchanged: number
        refused: number
        barred: number
        tasks: number
        elsewhere: number
      }
      problem: string | null
      createdByName: string | null
      createdAt: string
      startedAt: string | null
      finishedAt: string | null
      recognised: {
        record: "contacts" | "companies" | "products" | "members" | "deals" | "activities" | "files"
        recordSure: boolean
        tool?: {
          name: string
          because: string
        } | null
        writtenAs: string
        note: string | null
        rows: number | null
        columns: {
          name: string
          filled: number
          distinct: number
          type: string
          samples: string[]
          because: string
        }[]
        empty: {
          value: string
          columns: string[]
          because: string
        }[]
        outcome: string | null
      } | null
      mapping: {
        policy?: "overwrite" | "fill" | "keep"
        columns: { [name: string]: {
          to?: string | null
          field?: {
            label: string
            type: "text" | "prose" | "number" | "money" | "date" | "choice" | "choices" | "yesno" | "url" | "email" | "phone" | "member" | "relation"
            choices?: string[]
            role?: "plain" | "late" | "outcome"
            roleReason?: string | null
          } | null
          policy?: "overwrite" | "fill" | "keep"
          dateOrder?: "DMY" | "MDY" | "YMD"
          decimalMark?: "." | ","
          currency?: string
          empty?: string[]
          prefix?: string
          ifFilled?: boolean
          same?: { [name: string]: string }
        } }
        permission?: {
          channel: "email" | "phone"
          topic: string
          basis: "consent" | "request" | "contract" | "legitimate_interest"
          proof: string
        } | null
      } | null
      foundBy: string[] | null
      unknown: ({
        field: string
        value: string
        near: string | null
        rows: number
      })[]
      choices: { [name: string]: string[] }
      following: number
      stayed: number
      conflicts: {
        table: string
        rowId: string
      }[]
    }
  }
  'transfer.list': {
    input: {
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        fileName: string
        record: "contacts" | "companies" | "products" | "members" | "deals" | "activities" | "files" | null
        state: "uploading" | "reading" | "read" | "checking" | "checked" | "applying" | "paused" | "done" | "cancelled" | "undoing" | "undone" | "failed"
        sizeBytes: number
        receivedBytes: number
        counts: {
          rows: number
          created: number
          matched: number
          unchanged: number
          refused: number
          barred: number
          tasks: number
          elsewhere: number
        }
        problem: string | null
        createdByName: string | null
        createdAt: string
        startedAt: string | null
        finishedAt: string | null
      })[]
      next: string | null
    }
  }
  'transfer.part': {
    input: {
      id: string
      offset: number
      part: Blob
    }
    output: {
      receivedBytes: number
    }
  }
  'transfer.pause': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'transfer.refusals': {
    input: {
      id: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: {
        line: number
        reason: string
      }[]
      next: string | null
    }
  }
  'transfer.refusedFile': {
    input: {
      id: string
    }
    output: File
  }
  'transfer.start': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'transfer.stayed': {
    input: {
      id: string
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        table: string
        rowId: string
        record: string
        name: string | null
        path: string | null
        by: string | null
        at: string | null
        isGone: boolean
        values: ({
          field: string
          label: string
          kind: "text" | "number" | "money" | "day" | "instant"
          currency: string | null
          from: string | null
          to: string | null
        })[]
      })[]
      next: string | null
    }
  }
  'transfer.stayedFile': {
    input: {
      id: string
    }
    output: File
  }
  'transfer.undo': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'views.create': {
    input: {
      record: "contact" | "company" | "deal" | "lead" | "handover" | "submission" | "timeline"
      name: string
      seenBy?: "own" | "team" | "all"
      definition: { [name: string]: unknown }
    }
    output: {
      operationId: string | null
      id: string
    }
  }
  'views.list': {
    input: {
      record: "contact" | "company" | "deal" | "lead" | "handover" | "submission" | "timeline"
    }
    output: {
      rows: ({
        id: string
        name: string
        seenBy: "own" | "team" | "all"
        mine: boolean
        mayChange: boolean
        maker: string
        definition: { [name: string]: unknown }
      })[]
      last: string
    }
  }
  'views.remember': {
    input: {
      record: "contact" | "company" | "deal" | "lead" | "handover" | "submission" | "timeline"
      place: string
    }
    output: Record<never, never>
  }
  'views.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'views.update': {
    input: {
      id: string
      name?: string
      seenBy?: "own" | "team" | "all"
      definition?: { [name: string]: unknown }
    }
    output: {
      operationId: string | null
    }
  }
  'webhooks.create': {
    input: {
      name: string
      url: string
      events: string[]
    }
    output: {
      operationId: string | null
      id: string
      secret: string
    }
  }
  'webhooks.events': {
    input: Record<never, never>
    output: {
      rows: {
        type: string
        label: string
      }[]
    }
  }
  'webhooks.get': {
    input: {
      id: string
    }
    output: {
      id: string
      name: string
      url: string
      events: string[]
      isOn: boolean
      offBecause: "gone" | "failing" | null
      createdAt: string
      secretSince: string
      oldSecretUntil: string | null
      deliveredAt: string | null
      failingSince: string | null
      waiting: number
      failed: number
    }
  }
  'webhooks.list': {
    input: Record<never, never>
    output: {
      rows: ({
        id: string
        name: string
        url: string
        events: string[]
        isOn: boolean
        offBecause: "gone" | "failing" | null
        createdAt: string
        secretSince: string
        oldSecretUntil: string | null
        deliveredAt: string | null
        failingSince: string | null
        waiting: number
        failed: number
      })[]
    }
  }
  'webhooks.message': {
    input: {
      id: string
      messageId: string
    }
    output: {
      id: string
      webhookId: string
      type: string
      recordId: string | null
      state: "waiting" | "delivered" | "failed"
      attempts: number
      createdAt: string
      triedAt: string | null
      nextAt: string | null
      status: number | null
      tookMs: number | null
      failure: string | null
      body: string
      answer: string | null
    }
  }
  'webhooks.messages': {
    input: {
      id: string
      state?: "waiting" | "delivered" | "failed"
      cursor?: string
      limit?: number
    }
    output: {
      rows: ({
        id: string
        webhookId: string
        type: string
        recordId: string | null
        state: "waiting" | "delivered" | "failed"
        attempts: number
        createdAt: string
        triedAt: string | null
        nextAt: string | null
        status: number | null
        tookMs: number | null
        failure: string | null
      })[]
      next: string | null
    }
  }
  'webhooks.remove': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
    }
  }
  'webhooks.replay': {
    input: {
      id: string
      messageId: string
    }
    output: {
      operationId: string | null
    }
  }
  'webhooks.replayFailed': {
    input: {
      id: string
      since: Instant
    }
    output: {
      operationId: string | null
      count: number
    }
  }
  'webhooks.rotate': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
      id: string
      secret: string
    }
  }
  'webhooks.test': {
    input: {
      id: string
    }
    output: {
      operationId: string | null
      messageId: string
    }
  }
  'webhooks.update': {
    input: {
      id: string
      name?: string
      url?: string
      events?: string[]
      isOn?: boolean
    }
    output: {
      operationId: string | null
    }
  }
}

/** Every endpoint, by the part of Baton that it belongs to. */
export interface Client {
  account: {
    /** End other sessions: `DELETE /account/sessions` */
    endOtherSessions: Call<'account.endOtherSessions'>
    /** End session: `DELETE /account/sessions/{id}` */
    endSession: Call<'account.endSession'>
    /** Get: `GET /account` */
    get: Call<'account.get'>
    /** Own name changed: `PATCH /account`, needs workspace.read */
    rename: Call<'account.rename'>
  }
  agreement: {
    /** Agreement called off: `DELETE /agreements/{id}/start`, needs agreement.write */
    callOff: Call<'agreement.callOff'>
    /** Agreement draft discarded: `DELETE /agreements/{id}`, needs agreement.write */
    discard: Call<'agreement.discard'>
    /** Agreement drafted: `POST /agreements`, needs agreement.write */
    draft: Call<'agreement.draft'>
    /** Get: `GET /agreements`, needs agreement.read */
    get: Call<'agreement.get'>
    /** Marks: `GET /agreements/marks`, needs agreement.read */
    marks: Call<'agreement.marks'>
    /** Agreement changed: `PUT /agreements/{id}`, needs agreement.write */
    save: Call<'agreement.save'>
    /** Agreement signed: `POST /agreements/{id}/signatures`, needs agreement.write */
    sign: Call<'agreement.sign'>
    /** Signature taken back: `DELETE /agreements/{id}/signatures/{side}`, needs agreement.write */
    unsign: Call<'agreement.unsign'>
    /** Version: `GET /agreements/{id}`, needs agreement.read */
    version: Call<'agreement.version'>
  }
  attribution: {
    /** Deals: `GET /attribution/{campaign}/deals`, needs numbers.read */
    deals: Call<'attribution.deals'>
    /** Export: `GET /attribution/export`, needs exports.run numbers.read */
    export: Call<'attribution.export'>
    /** Get: `GET /attribution`, needs numbers.read */
    get: Call<'attribution.get'>
    /** One: `GET /attribution/{campaignId}`, needs numbers.read */
    one: Call<'attribution.one'>
  }
  audit: {
    /** Changes: `GET /operations/{id}/changes`, needs audit.read */
    changes: Call<'audit.changes'>
    /** Export: `GET /operations/export`, needs audit.read exports.run */
    export: Call<'audit.export'>
    /** History: `GET /history`, needs audit.read */
    history: Call<'audit.history'>
    /** Kinds: `GET /operations/kinds`, needs audit.read */
    kinds: Call<'audit.kinds'>
    /** List: `GET /operations`, needs audit.read */
    list: Call<'audit.list'>
    /** Tried out to take back: `POST /operations/{id}/rehearsal`, needs operations.undo */
    rehearse: Call<'audit.rehearse'>
    /** Undone: `POST /operations/{id}/undo`, needs operations.undo */
    undo: Call<'audit.undo'>
    /** Undoing: `GET /operations/{id}/undo`, needs operations.undo */
    undoing: Call<'audit.undoing'>
  }
  bin: {
    /** Brought back from the bin: `POST /bin/returns`, needs operations.undo */
    bringBack: Call<'bin.bringBack'>
    /** Deleted for good: `POST /bin/erasures`, needs privacy.manage */
    erase: Call<'bin.erase'>
    /** List: `GET /bin`, needs operations.undo */
    list: Call<'bin.list'>
  }
  bulk: {
    /** Change: `PATCH /bulk-acts/{id}`, needs operations.undo */
    change: Call<'bulk.change'>
    /** Get: `GET /bulk-acts/{id}`, needs operations.undo */
    get: Call<'bulk.get'>
    /** List: `GET /bulk-acts`, needs operations.undo */
    list: Call<'bulk.list'>
  }
  calendar: {
    /** Entries: `GET /calendar`, needs calendars.read */
    entries: Call<'calendar.entries'>
  }
  calendars: {
    /** Absence entered: `POST /absences`, needs calendars.write */
    addAbsence: Call<'calendars.addAbsence'>
    /** Absence cancelled: `POST /absences/{id}/cancellation`, needs calendars.write */
    cancelAbsence: Call<'calendars.cancelAbsence'>
    /** Working hours as the firm: `DELETE /working-hours/{memberId}`, needs calendars.write */
    clearMember: Call<'calendars.clearMember'>
    /** Coverage: `GET /absences/coverage`, needs calendars.read */
    coverage: Call<'calendars.coverage'>
    /** Get: `GET /working-hours`, needs calendars.read */
    get: Call<'calendars.get'>
    /** Absence granted: `POST /absences/{id}/grant`, needs calendars.manage */
    grantAbsence: Call<'calendars.grantAbsence'>
    /** Holidays: `GET /holidays`, needs calendars.read */
    holidays: Call<'calendars.holidays'>
    /** Absence refused: `POST /absences/{id}/refusal`, needs calendars.manage */
    refuseAbsence: Call<'calendars.refuseAbsence'>
    /** Regions: `GET /holiday-regions`, needs calendars.read */
    regions: Call<'calendars.regions'>
    /** Working hours changed: `PUT /working-hours`, needs calendars.manage */
    setFirm: Call<'calendars.setFirm'>
    /** Working hours changed: `PUT /working-hours/{memberId}`, needs calendars.write */
    setMember: Call<'calendars.setMember'>
  }
  cameBack: {
    /** Export: `GET /came-back/export`, needs exports.run numbers.read */
    export: Call<'cameBack.export'>
    /** Get: `GET /came-back`, needs numbers.read */
    get: Call<'cameBack.get'>
    /** Rows: `GET /came-back/{set}/rows`, needs numbers.read */
    rows: Call<'cameBack.rows'>
  }
  campaignResults: {
    /** Influenced: `GET /campaign-results/{campaignId}/influenced`, needs numbers.read */
    influenced: Call<'campaignResults.influenced'>
    /** List: `GET /campaign-results`, needs numbers.read */
    list: Call<'campaignResults.list'>
    /** Rates: `GET /campaign-results/rates`, needs numbers.read */
    rates: Call<'campaignResults.rates'>
  }
  campaigns: {
    /** Cost added: `POST /costs`, needs campaigns.write */
    addCost: Call<'campaigns.addCost'>
    /** Costs: `GET /costs`, needs campaigns.read */
    costs: Call<'campaigns.costs'>
    /** Campaign made: `POST /campaigns`, needs campaigns.write */
    create: Call<'campaigns.create'>
    /** Get: `GET /campaigns/{id}`, needs campaigns.read */
    get: Call<'campaigns.get'>
    /** List: `GET /campaigns`, needs campaigns.read */
    list: Call<'campaigns.list'>
    /** Campaign deleted: `DELETE /campaigns/{id}`, needs campaigns.write */
    remove: Call<'campaigns.remove'>
    /** Cost deleted: `DELETE /costs/{id}`, needs campaigns.write */
    removeCost: Call<'campaigns.removeCost'>
    /** Campaign changed: `PATCH /campaigns/{id}`, needs campaigns.write */
    update: Call<'campaigns.update'>
    /** Cost changed: `PATCH /costs/{id}`, needs campaigns.write */
    updateCost: Call<'campaigns.updateCost'>
  }
  capture: {
    /** Captured: `POST /captures`, needs contacts.write */
    add: Call<'capture.add'>
  }
  companies: {
    /** Companies brought by a program: `POST /companies/batch`, needs companies.write */
    batch: Call<'companies.batch'>
    /** Companies edited: `PATCH /companies`, needs companies.write */
    bulk: Call<'companies.bulk'>
    /** Changes: `GET /companies/changes`, needs companies.read */
    changes: Call<'companies.changes'>
    /** Count: `GET /companies/count`, needs companies.read */
    count: Call<'companies.count'>
    /** Company added: `POST /companies`, needs companies.write */
    create: Call<'companies.create'>
    /** Companies edited by pasting: `POST /companies/edits`, needs companies.write */
    edits: Call<'companies.edits'>
    /** Export: `GET /companies/export`, needs exports.run companies.read */
    export: Call<'companies.export'>
    /** Get: `GET /companies/{id}`, needs companies.read */
    get: Call<'companies.get'>
    /** Groups: `GET /companies/groups`, needs companies.read */
    groups: Call<'companies.groups'>
    /** Joining: `GET /companies/joining`, needs companies.read */
    joining: Call<'companies.joining'>
    /** List: `GET /companies`, needs companies.read */
    list: Call<'companies.list'>
    /** Company deleted: `DELETE /companies/{id}`, needs contacts.delete */
    remove: Call<'companies.remove'>
    /** Companies deleted: `POST /companies/deletions`, needs contacts.delete */
    removeMany: Call<'companies.removeMany'>
    /** Joining by domain changed: `PUT /companies/joining`, needs workspace.manage */
    saveJoining: Call<'companies.saveJoining'>
    /** Tree: `GET /companies/{id}/tree`, needs companies.read */
    tree: Call<'companies.tree'>
    /** Company edited: `PATCH /companies/{id}`, needs companies.write */
    update: Call<'companies.update'>
  }
  consent: {
    /** Permission noted: `POST /contacts/{contactId}/permissions`, needs contacts.write */
    add: Call<'consent.add'>
    /** Topic added: `POST /topics`, needs privacy.manage */
    addTopic: Call<'consent.addTopic'>
    /** Topic put away: `DELETE /topics/{id}`, needs privacy.manage */
    archiveTopic: Call<'consent.archiveTopic'>
    /** Topic changed: `PATCH /topics/{id}`, needs privacy.manage */
    changeTopic: Call<'consent.changeTopic'>
    /** Contradiction decided: `POST /contacts/{contactId}/bars`, needs contacts.write */
    decide: Call<'consent.decide'>
    /** Get: `GET /contacts/{contactId}/permissions`, needs contacts.read */
    get: Call<'consent.get'>
    /** Topics put in order: `PUT /topics/order`, needs privacy.manage */
    orderTopics: Call<'consent.orderTopics'>
    /** Topic brought back: `POST /topics/{id}/restoration`, needs privacy.manage */
    restoreTopic: Call<'consent.restoreTopic'>
    /** Topics: `GET /topics`, needs contacts.read */
    topics: Call<'consent.topics'>
  }
  contacts: {
    /** Contacts brought by a program: `POST /contacts/batch`, needs contacts.write */
    batch: Call<'contacts.batch'>
    /** Contacts edited: `PATCH /contacts`, needs contacts.write */
    bulk: Call<'contacts.bulk'>
    /** Changes: `GET /contacts/changes`, needs contacts.read */
    changes: Call<'contacts.changes'>
    /** Count: `GET /contacts/count`, needs contacts.read */
    count: Call<'contacts.count'>
    /** Contact added: `POST /contacts`, needs contacts.write */
    create: Call<'contacts.create'>
    /** Contacts edited by pasting: `POST /contacts/edits`, needs contacts.write */
    edits: Call<'contacts.edits'>
    /** Export: `GET /contacts/export`, needs exports.run contacts.read */
    export: Call<'contacts.export'>
    /** Get: `GET /contacts/{id}`, needs contacts.read */
    get: Call<'contacts.get'>
    /** Groups: `GET /contacts/groups`, needs contacts.read */
    groups: Call<'contacts.groups'>
    /** Joined by domain: `POST /contacts/joinings`, needs contacts.write */
    join: Call<'contacts.join'>
    /** Joiners: `GET /contacts/joiners`, needs contacts.read */
    joiners: Call<'contacts.joiners'>
    /** List: `GET /contacts`, needs contacts.read */
    list: Call<'contacts.list'>
    /** Matches: `GET /contacts/matches`, needs contacts.read */
    matches: Call<'contacts.matches'>
    /** Contacts deleted: `POST /contacts/deletions`, needs contacts.delete */
    remove: Call<'contacts.remove'>
    /** Tags: `GET /tags`, needs contacts.read */
    tags: Call<'contacts.tags'>
    /** Contact edited: `PATCH /contacts/{id}`, needs contacts.write */
    update: Call<'contacts.update'>
  }
  contentRequests: {
    /** Content request answered: `POST /content-requests/{id}/answer`, needs feedback.answer */
    answer: Call<'contentRequests.answer'>
    /** Content asked for: `POST /content-requests`, needs handovers.work */
    ask: Call<'contentRequests.ask'>
    /** Content asked for too: `POST /content-requests/{id}/voices`, needs handovers.work */
    join: Call<'contentRequests.join'>
    /** List: `GET /content-requests`, needs handovers.read */
    list: Call<'contentRequests.list'>
    /** Content request withdrawn: `DELETE /content-requests/{id}`, needs handovers.work */
    withdraw: Call<'contentRequests.withdraw'>
  }
  conversations: {
    /** Sender made a person: `POST /conversations/unmatched/{id}/person`, needs conversations.write contacts.write */
    adopt: Call<'conversations.adopt'>
    /** Before: `GET /conversations/before`, needs conversations.read */
    before: Call<'conversations.before'>
    /** Counts: `GET /conversations/counts`, needs conversations.read */
    counts: Call<'conversations.counts'>
    /** File: `GET /conversations/files/{id}`, needs conversations.read */
    file: Call<'conversations.file'>
    /** Get: `GET /conversations/{id}`, needs conversations.read */
    get: Call<'conversations.get'>
    /** Mail ignored: `POST /conversations/unmatched/{id}/ignoring`, needs conversations.write */
    ignore: Call<'conversations.ignore'>
    /** List: `GET /conversations`, needs conversations.read */
    list: Call<'conversations.list'>
    /** Own: `GET /conversations/own`, needs conversations.read */
    own: Call<'conversations.own'>
    /** Mail put back: `DELETE /conversations/unmatched/{id}/ignoring`, needs conversations.write */
    putBack: Call<'conversations.putBack'>
    /** Conversation read: `POST /conversations/{id}/reading`, needs conversations.read */
    see: Call<'conversations.see'>
    /** Signature changed: `PUT /conversations/own`, needs conversations.write */
    sign: Call<'conversations.sign'>
    /** Mail taken back: `POST /conversations/mails/{id}/taking-back`, needs conversations.write */
    takeBack: Call<'conversations.takeBack'>
    /** Address good again: `POST /contacts/{contactId}/address/trust`, needs conversations.write */
    trust: Call<'conversations.trust'>
    /** Unmatched: `GET /conversations/unmatched`, needs conversations.read */
    unmatched: Call<'conversations.unmatched'>
    /** Mail written: `POST /conversations/mails`, needs conversations.write */
    write: Call<'conversations.write'>
  }
  customers: {
    /** List: `GET /customers`, needs deals.read */
    list: Call<'customers.list'>
  }
  deals: {
    /** Person added to a deal: `PUT /deals/{id}/people/{contactId}`, needs deals.write */
    addPerson: Call<'deals.addPerson'>
    /** At risk: `GET /deals/at-risk`, needs deals.read */
    atRisk: Call<'deals.atRisk'>
    /** Deals brought by a program: `POST /deals/batch`, needs deals.write */
    batch: Call<'deals.batch'>
    /** Board: `GET /deals/board`, needs deals.read */
    board: Call<'deals.board'>
    /** Deals edited: `PATCH /deals`, needs deals.write */
    bulk: Call<'deals.bulk'>
    /** Changes: `GET /deals/changes`, needs deals.read */
    changes: Call<'deals.changes'>
    /** Column: `GET /deals/board/{stageId}`, needs deals.read */
    column: Call<'deals.column'>
    /** Count: `GET /deals/count`, needs deals.read */
    count: Call<'deals.count'>
    /** Deal made: `POST /deals`, needs deals.write */
    create: Call<'deals.create'>
    /** Deals edited by pasting: `POST /deals/edits`, needs deals.write */
    edits: Call<'deals.edits'>
    /** Export: `GET /deals/export`, needs exports.run deals.read */
    export: Call<'deals.export'>
    /** Get: `GET /deals/{id}`, needs deals.read */
    get: Call<'deals.get'>
    /** Group: `GET /deals/group`, needs deals.read */
    group: Call<'deals.group'>
    /** Groups: `GET /deals/groups`, needs deals.read */
    groups: Call<'deals.groups'>
    /** List: `GET /deals`, needs deals.read */
    list: Call<'deals.list'>
    /** Deal lost: `POST /deals/{id}/loss`, needs deals.write */
    lose: Call<'deals.lose'>
    /** Deal moved: `POST /deals/{id}/stage`, needs deals.write */
    move: Call<'deals.move'>
    /** Deals of a stage moved: `POST /deals/stage-moves`, needs pipeline.manage */
    moveAll: Call<'deals.moveAll'>
    /** Deals moved: `POST /deals/moves`, needs deals.write */
    moveMany: Call<'deals.moveMany'>
    /** Deal deleted: `DELETE /deals/{id}`, needs deals.write */
    remove: Call<'deals.remove'>
    /** Deals deleted: `POST /deals/deletions`, needs deals.write */
    removeMany: Call<'deals.removeMany'>
    /** Person taken off a deal: `DELETE /deals/{id}/people/{contactId}`, needs deals.write */
    removePerson: Call<'deals.removePerson'>
    /** Deal reopened: `POST /deals/{id}/reopening`, needs deals.write */
    reopen: Call<'deals.reopen'>
    /** Roles: `GET /deals/roles`, needs deals.read */
    roles: Call<'deals.roles'>
    /** Roles in deals changed: `PUT /deals/roles`, needs pipeline.manage */
    saveRoles: Call<'deals.saveRoles'>
    /** Products of a deal changed: `PUT /deals/{id}/products`, needs deals.write */
    setProducts: Call<'deals.setProducts'>
    /** Deal edited: `PATCH /deals/{id}`, needs deals.write */
    update: Call<'deals.update'>
    /** Deal won: `POST /deals/{id}/win`, needs deals.write */
    win: Call<'deals.win'>
  }
  digest: {
    /** Get: `GET /digest`, needs notices.read */
    get: Call<'digest.get'>
    /** Summary in the morning changed: `PUT /digest`, needs notices.read */
    set: Call<'digest.set'>
  }
  erasing: {
    /** Erased a person: `POST /contacts/{contactId}/erasure`, needs privacy.manage */
    erase: Call<'erasing.erase'>
    /** List: `GET /erasures`, needs privacy.manage */
    list: Call<'erasing.list'>
    /** Preview: `GET /contacts/{contactId}/erasure`, needs privacy.manage */
    preview: Call<'erasing.preview'>
  }
  events: {
    /** Events received: `POST /events`, needs events.write */
    add: Call<'events.add'>
  }
  feedback: {
    /** Agenda: `GET /agenda`, needs agenda.read */
    agenda: Call<'feedback.agenda'>
  }
  fields: {
    /** Field archived: `DELETE /fields/{id}`, needs fields.manage */
    archive: Call<'fields.archive'>
    /** Breaking: `GET /fields/{id}/breaking`, needs fields.manage */
    breaking: Call<'fields.breaking'>
    /** Field added: `POST /fields`, needs fields.manage */
    create: Call<'fields.create'>
    /** Formula: `GET /fields/formula`, needs fields.manage */
    formula: Call<'fields.formula'>
    /** List: `GET /fields`, needs fields.read */
    list: Call<'fields.list'>
    /** Fields put in order: `PUT /fields/order`, needs fields.manage */
    order: Call<'fields.order'>
    /** Reasons: `GET /fields/reasons`, needs fields.read */
    reasons: Call<'fields.reasons'>
    /** Referring: `GET /fields/referring`, needs fields.read */
    referring: Call<'fields.referring'>
    /** Related: `GET /fields/related`, needs fields.read */
    related: Call<'fields.related'>
    /** Field brought back: `POST /fields/{id}/restoration`, needs fields.manage */
    restore: Call<'fields.restore'>
    /** Field changed: `PATCH /fields/{id}`, needs fields.manage */
    update: Call<'fields.update'>
    /** Usage: `GET /fields/usage`, needs fields.manage */
    usage: Call<'fields.usage'>
  }
  files: {
    /** Begin: `POST /files`, needs notes.write */
    begin: Call<'files.begin'>
    /** Cancel: `DELETE /files/{id}/parts`, needs notes.write */
    cancel: Call<'files.cancel'>
    /** File added: `POST /files/{id}/completion`, needs notes.write */
    complete: Call<'files.complete'>
    /** Link: `POST /files/{id}/links`, needs contacts.read */
    link: Call<'files.link'>
    /** List: `GET /files`, needs contacts.read */
    list: Call<'files.list'>
    /** Part: `PUT /files/{id}/parts/{offset}`, needs notes.write */
    part: Call<'files.part'>
    /** File deleted: `DELETE /files/{id}`, needs notes.write */
    remove: Call<'files.remove'>
  }
  flow: {
    /** Pulled forward: `POST /waiting-list/{id}/pull`, needs handovers.manage */
    pull: Call<'flow.pull'>
    /** Taken off the waiting list: `POST /waiting-list/{id}/removal`, needs handovers.manage */
    takeOff: Call<'flow.takeOff'>
    /** Waiting: `GET /waiting-list`, needs agenda.read */
    waiting: Call<'flow.waiting'>
  }
  forms: {
    /** Form put away: `DELETE /forms/{id}`, needs forms.write */
    archive: Call<'forms.archive'>
    /** Form closed: `DELETE /forms/{id}/publication`, needs forms.write */
    close: Call<'forms.close'>
    /** Form made: `POST /forms`, needs forms.write */
    create: Call<'forms.create'>
    /** Form copied: `POST /forms/{id}/copies`, needs forms.write */
    duplicate: Call<'forms.duplicate'>
    /** Export submissions: `GET /submissions/export`, needs exports.run submissions.read */
    exportSubmissions: Call<'forms.exportSubmissions'>
    /** Get: `GET /forms/{id}`, needs forms.read */
    get: Call<'forms.get'>
    /** List: `GET /forms`, needs forms.read */
    list: Call<'forms.list'>
    /** Form published: `POST /forms/{id}/publication`, needs forms.write */
    publish: Call<'forms.publish'>
    /** Submission released: `POST /submissions/{id}/release`, needs leads.write */
    release: Call<'forms.release'>
    /** Form brought back: `POST /forms/{id}/restoration`, needs forms.write */
    restore: Call<'forms.restore'>
    /** Form edited: `PUT /forms/{id}`, needs forms.write */
    save: Call<'forms.save'>
    /** Submissions: `GET /submissions`, needs submissions.read */
    submissions: Call<'forms.submissions'>
  }
  handovers: {
    /** Lead accepted: `POST /handovers/{id}/acceptance`, needs handovers.work */
    accept: Call<'handovers.accept'>
    /** Attempt logged: `POST /handovers/{id}/attempts`, needs handovers.work */
    attempt: Call<'handovers.attempt'>
    /** Counts: `GET /handovers/counts`, needs handovers.read */
    counts: Call<'handovers.counts'>
    /** Get: `GET /handovers/{id}`, needs handovers.read */
    get: Call<'handovers.get'>
    /** Lead handed on: `POST /handovers/{id}/hand-on`, needs handovers.work */
    handOn: Call<'handovers.handOn'>
    /** List: `GET /handovers`, needs handovers.read */
    list: Call<'handovers.list'>
    /** Lead offered: `POST /handovers/{id}/offers`, needs handovers.manage */
    offer: Call<'handovers.offer'>
    /** Passed on to sales: `POST /handovers`, needs leads.write */
    passOn: Call<'handovers.passOn'>
    /** Reasons: `GET /handovers/{id}/reasons`, needs handovers.read */
    reasons: Call<'handovers.reasons'>
    /** Terms of the handover changed: `PUT /seam-setting`, needs handovers.manage */
    saveSeam: Call<'handovers.saveSeam'>
    /** Seam: `GET /seam-setting`, needs handovers.read */
    seam: Call<'handovers.seam'>
    /** Lead sent back: `POST /handovers/{id}/send-back`, needs handovers.work */
    sendBack: Call<'handovers.sendBack'>
    /** Lead withdrawn: `POST /handovers/{id}/withdrawal`, needs leads.write */
    withdraw: Call<'handovers.withdraw'>
  }
  installing: {
    /** Installation confirmed: `POST /installation/confirmation`, needs installation.confirm */
    confirm: Call<'installing.confirm'>
    /** Get: `GET /installation`, needs workspace.read */
    get: Call<'installing.get'>
  }
  kept: {
    /** File: `GET /contacts/{contactId}/kept-file`, needs privacy.manage */
    file: Call<'kept.file'>
    /** Report: `GET /contacts/{contactId}/kept`, needs privacy.manage */
    report: Call<'kept.report'>
  }
  keys: {
    /** API key made: `POST /keys`, needs keys.manage */
    create: Call<'keys.create'>
    /** List: `GET /keys`, needs keys.manage */
    list: Call<'keys.list'>
    /** API key revoked: `DELETE /keys/{id}`, needs keys.manage */
    revoke: Call<'keys.revoke'>
  }
  leads: {
    /** List: `GET /leads`, needs leads.read */
    list: Call<'leads.list'>
    /** Lead sorted: `PUT /leads/{id}/sort`, needs leads.write */
    sort: Call<'leads.sort'>
  }
  letters: {
    /** Get: `GET /letters/{id}`, needs letters.read */
    get: Call<'letters.get'>
    /** List: `GET /letters`, needs letters.read */
    list: Call<'letters.list'>
    /** Kept mail released: `POST /letters/release`, needs installation.confirm */
    release: Call<'letters.release'>
  }
  links: {
    /** Link added: `POST /campaigns/{campaignId}/links`, needs campaigns.write */
    add: Call<'links.add'>
    /** List: `GET /campaigns/{campaignId}/links`, needs campaigns.read */
    list: Call<'links.list'>
    /** Link deleted: `DELETE /links/{id}`, needs campaigns.write */
    remove: Call<'links.remove'>
    /** Link changed: `PATCH /links/{id}`, needs campaigns.write */
    update: Call<'links.update'>
  }
  lists: {
    /** Fields: `GET /lists/{record}/fields`, needs fields.read */
    fields: Call<'lists.fields'>
  }
  mailAccount: {
    /** Mail key looked up: `POST /mail-account/key/check`, needs workspace.manage */
    checkKey: Call<'mailAccount.checkKey'>
    /** Mail key removed: `DELETE /mail-account/key`, needs workspace.manage */
    dropKey: Call<'mailAccount.dropKey'>
    /** Get: `GET /mail-account`, needs workspace.manage */
    get: Call<'mailAccount.get'>
    /** Mail key made: `POST /mail-account/key`, needs workspace.manage */
    makeKey: Call<'mailAccount.makeKey'>
    /** Mailbox tried: `POST /mail-account/reading`, needs workspace.manage */
    read: Call<'mailAccount.read'>
    /** Mail set up: `PUT /mail-account`, needs workspace.manage */
    save: Call<'mailAccount.save'>
  }
  margins: {
    /** List: `GET /margins`, needs numbers.read */
    list: Call<'margins.list'>
    /** Margin changed: `PUT /margins`, needs products.write */
    set: Call<'margins.set'>
  }
  members: {
    /** Accept: `POST /invitations/acceptance` */
    accept: Call<'members.accept'>
    /** Team made: `POST /teams`, needs members.manage */
    addTeam: Call<'members.addTeam'>
    /** Held: `GET /members/{id}/holdings`, needs members.manage */
    held: Call<'members.held'>
    /** Invitation: `GET /invitations/by-token` */
    invitation: Call<'members.invitation'>
    /** Invitations: `GET /invitations`, needs members.manage */
    invitations: Call<'members.invitations'>
    /** Colleague invited: `POST /invitations`, needs members.manage */
    invite: Call<'members.invite'>
    /** Colleague left: `POST /members/{id}/leaving`, needs members.manage */
    leave: Call<'members.leave'>
    /** List: `GET /members`, needs members.read */
    list: Call<'members.list'>
    /** Me: `GET /me` */
    me: Call<'members.me'>
    /** Member back: `DELETE /members/{id}/suspension`, needs members.manage */
    reactivate: Call<'members.reactivate'>
    /** Invitation sent again: `POST /invitations/{id}/letter`, needs members.manage */
    resend: Call<'members.resend'>
    /** Invitation withdrawn: `DELETE /invitations/{id}`, needs members.manage */
    revoke: Call<'members.revoke'>
    /** Set up: `POST /setup` */
    setUp: Call<'members.setUp'>
    /** Setup status: `GET /setup` */
    setupStatus: Call<'members.setupStatus'>
    /** Member suspended: `POST /members/{id}/suspension`, needs members.manage */
    suspend: Call<'members.suspend'>
    /** Teams: `GET /teams`, needs members.read */
    teams: Call<'members.teams'>
    /** Member changed: `PATCH /members/{id}`, needs members.manage */
    update: Call<'members.update'>
    /** Firm changed: `PATCH /workspace`, needs workspace.manage */
    updateWorkspace: Call<'members.updateWorkspace'>
    /** Workspace: `GET /workspace`, needs workspace.read */
    workspace: Call<'members.workspace'>
  }
  merging: {
    /** Duplicates: `GET /duplicates`, needs contacts.read */
    duplicates: Call<'merging.duplicates'>
    /** Kept apart: `POST /duplicates/apart`, needs contacts.write */
    keepApart: Call<'merging.keepApart'>
    /** List: `GET /merges`, needs contacts.read */
    list: Call<'merging.list'>
    /** Merged: `POST /merges`, needs contacts.write */
    merge: Call<'merging.merge'>
    /** Preview: `GET /merges/preview`, needs contacts.read */
    preview: Call<'merging.preview'>
    /** Rule preview: `GET /duplicates/rules/{kind}`, needs contacts.read */
    rulePreview: Call<'merging.rulePreview'>
    /** Rules: `GET /duplicates/rules`, needs contacts.read */
    rules: Call<'merging.rules'>
    /** Rule for duplicates changed: `PUT /duplicates/rules/{kind}`, needs contacts.delete */
    setRule: Call<'merging.setRule'>
    /** Separated: `POST /merges/{id}/separation`, needs contacts.write */
    unmerge: Call<'merging.unmerge'>
  }
  months: {
    /** Export: `GET /months/{month}/file`, needs exports.run numbers.read */
    export: Call<'months.export'>
    /** Get: `GET /months/{month}`, needs numbers.read */
    get: Call<'months.get'>
    /** List: `GET /months`, needs numbers.read */
    list: Call<'months.list'>
    /** Visits: `GET /months/{month}/visits`, needs numbers.read */
    visits: Call<'months.visits'>
  }
  moving: {
    /** Arrival: `GET /firm-arrival`, needs workspace.read */
    arrival: Call<'moving.arrival'>
    /** Export of all data of the firm asked for: `POST /firm-exports`, needs firm.export */
    begin: Call<'moving.begin'>
    /** Firm from a file confirmed: `POST /firm-arrival/confirmation`, needs installation.confirm */
    confirm: Call<'moving.confirm'>
    /** Link to the exported firm made: `POST /firm-exports/{id}/link`, needs firm.export */
    link: Call<'moving.link'>
    /** List: `GET /firm-exports`, needs firm.export */
    list: Call<'moving.list'>
    /** Export of the firm removed: `DELETE /firm-exports/{id}`, needs firm.export */
    remove: Call<'moving.remove'>
  }
  notices: {
    /** List: `GET /notices`, needs notices.read */
    list: Call<'notices.list'>
    /** Preferences: `GET /notices/preferences`, needs notices.read */
    preferences: Call<'notices.preferences'>
    /** Notice read: `POST /notices/reading`, needs notices.read */
    read: Call<'notices.read'>
    /** Notice preference changed: `PUT /notices/preferences/{kind}`, needs notices.read */
    setPreference: Call<'notices.setPreference'>
    /** Unread: `GET /notices/unread`, needs notices.read */
    unread: Call<'notices.unread'>
  }
  numbers: {
    /** Breakdown: `GET /numbers/breakdown`, needs numbers.read */
    breakdown: Call<'numbers.breakdown'>
    /** Choices: `GET /numbers/choices`, needs numbers.read */
    choices: Call<'numbers.choices'>
    /** Figures: `GET /numbers/figures`, needs numbers.read */
    figures: Call<'numbers.figures'>
    /** Get: `GET /numbers`, needs numbers.read */
    get: Call<'numbers.get'>
    /** Over time: `GET /numbers/over-time`, needs numbers.read */
    overTime: Call<'numbers.overTime'>
    /** Pauses: `GET /numbers/pauses`, needs numbers.read */
    pauses: Call<'numbers.pauses'>
    /** Rows: `GET /numbers/{key}/rows`, needs numbers.read */
    rows: Call<'numbers.rows'>
    /** Speed: `GET /numbers/speed`, needs numbers.read */
    speed: Call<'numbers.speed'>
    /** Versions: `GET /numbers/versions`, needs numbers.read */
    versions: Call<'numbers.versions'>
    /** Visits: `GET /numbers/visits`, needs numbers.read */
    visits: Call<'numbers.visits'>
  }
  onboarding: {
    /** Customer taken over: `POST /onboardings/{dealId}/acceptance`, needs deals.write */
    accept: Call<'onboarding.accept'>
    /** Promise written down: `POST /onboardings/{dealId}/promises`, needs deals.write */
    addPromise: Call<'onboarding.addPromise'>
    /** Answered what was promised: `POST /onboardings/{dealId}/answer`, needs deals.write */
    answer: Call<'onboarding.answer'>
    /** Asked what was promised: `POST /onboardings/{dealId}/question`, needs deals.write */
    ask: Call<'onboarding.ask'>
    /** Promise changed: `PATCH /promises/{id}`, needs deals.write */
    editPromise: Call<'onboarding.editPromise'>
    /** List: `GET /onboardings`, needs deals.read */
    list: Call<'onboarding.list'>
    /** Customer given to a colleague: `POST /onboardings/{dealId}/receiver`, needs deals.write */
    move: Call<'onboarding.move'>
    /** Promise removed: `DELETE /promises/{id}`, needs deals.write */
    removePromise: Call<'onboarding.removePromise'>
    /** What was promised written down: `PATCH /onboardings/{dealId}`, needs deals.write */
    say: Call<'onboarding.say'>
  }
  participants: {
    /** Participants added: `POST /campaigns/{campaignId}/participants`, needs campaigns.write contacts.read */
    add: Call<'participants.add'>
    /** Export: `GET /campaigns/{campaignId}/participants/export`, needs exports.run contacts.read */
    export: Call<'participants.export'>
    /** Ladder: `GET /campaigns/{campaignId}/ladder`, needs campaigns.read contacts.read */
    ladder: Call<'participants.ladder'>
    /** List: `GET /campaigns/{campaignId}/participants`, needs campaigns.read contacts.read */
    list: Call<'participants.list'>
    /** Participants moved: `PATCH /campaigns/{campaignId}/participants`, needs campaigns.write contacts.read */
    move: Call<'participants.move'>
    /** Of contact: `GET /participations`, needs campaigns.read contacts.read */
    ofContact: Call<'participants.ofContact'>
    /** Participants taken out: `POST /campaigns/{campaignId}/participants/removals`, needs campaigns.write contacts.read */
    remove: Call<'participants.remove'>
    /** Ladder changed: `PUT /campaigns/{campaignId}/ladder`, needs campaigns.write */
    setLadder: Call<'participants.setLadder'>
  }
  pipeline: {
    /** Reason added: `POST /pipeline/reasons`, needs pipeline.manage */
    addReason: Call<'pipeline.addReason'>
    /** Reason archived: `DELETE /pipeline/reasons/{id}`, needs pipeline.manage */
    archiveReason: Call<'pipeline.archiveReason'>
    /** Get: `GET /pipeline`, needs deals.read */
    get: Call<'pipeline.get'>
    /** Reason renamed: `PATCH /pipeline/reasons/{id}`, needs pipeline.manage */
    renameReason: Call<'pipeline.renameReason'>
    /** Pipeline changed: `PUT /pipeline/stages`, needs pipeline.manage */
    save: Call<'pipeline.save'>
  }
  preferences: {
    /** Link to their choices made: `POST /contacts/{contactId}/preference-links`, needs contacts.write */
    link: Call<'preferences.link'>
  }
  products: {
    /** Product added: `POST /products`, needs products.write */
    create: Call<'products.create'>
    /** Product line added: `POST /product-lines`, needs products.write */
    createLine: Call<'products.createLine'>
    /** Lines: `GET /product-lines`, needs products.read */
    lines: Call<'products.lines'>
    /** List: `GET /products`, needs products.read */
    list: Call<'products.list'>
    /** Product changed: `PATCH /products/{id}`, needs products.write */
    update: Call<'products.update'>
    /** Product line changed: `PATCH /product-lines/{id}`, needs products.write */
    updateLine: Call<'products.updateLine'>
  }
  protection: {
    /** Registration confirmed: `POST /protections/{id}/confirmation`, needs handovers.manage */
    confirm: Call<'protection.confirm'>
    /** Protection extended: `POST /protections/{id}/extension`, needs handovers.manage */
    extend: Call<'protection.extend'>
    /** List: `GET /protections`, needs handovers.read */
    list: Call<'protection.list'>
    /** Registration refused: `POST /protections/{id}/refusal`, needs handovers.manage */
    refuse: Call<'protection.refuse'>
    /** Lead registered: `POST /protections`, needs handovers.work */
    register: Call<'protection.register'>
    /** Protection window changed: `PUT /protection-setting`, needs handovers.manage */
    saveSetting: Call<'protection.saveSetting'>
    /** Setting: `GET /protection-setting`, needs handovers.read */
    setting: Call<'protection.setting'>
    /** Registration withdrawn: `POST /protections/{id}/withdrawal`, needs handovers.work */
    withdraw: Call<'protection.withdraw'>
  }
  push: {
    /** Device added: `POST /push/devices`, needs notices.read */
    add: Call<'push.add'>
    /** Get: `GET /push`, needs notices.read */
    get: Call<'push.get'>
    /** Device removed: `DELETE /push/devices/{id}`, needs notices.read */
    remove: Call<'push.remove'>
    /** Test notice sent: `POST /push/devices/{id}/test`, needs notices.read */
    test: Call<'push.test'>
  }
  replay: {
    /** Replay cancelled: `POST /replays/{id}/cancellation`, needs scoring.manage */
    cancel: Call<'replay.cancel'>
    /** Get: `GET /replays/{id}`, needs scoring.manage */
    get: Call<'replay.get'>
    /** List: `GET /replays`, needs scoring.manage */
    list: Call<'replay.list'>
    /** Replay begun: `POST /replays`, needs scoring.manage */
    start: Call<'replay.start'>
  }
  retention: {
    /** Get: `GET /retention`, needs privacy.manage */
    get: Call<'retention.get'>
    /** Time for which people are kept: `PUT /retention`, needs privacy.manage */
    save: Call<'retention.save'>
  }
  rollups: {
    /** Get: `GET /companies/{id}/rollup`, needs deals.read companies.read */
    get: Call<'rollups.get'>
  }
  routing: {
    /** Fields: `GET /routing-rules/fields`, needs handovers.read */
    fields: Call<'routing.fields'>
    /** Rules: `GET /routing-rules`, needs handovers.read */
    rules: Call<'routing.rules'>
    /** Leads a week changed: `PUT /routing-turns/{memberId}`, needs routing.manage */
    saveCapacity: Call<'routing.saveCapacity'>
    /** Routing changed: `PUT /routing-rules`, needs routing.manage */
    saveRules: Call<'routing.saveRules'>
    /** Try out: `GET /routing-rules/trial`, needs handovers.read */
    tryOut: Call<'routing.tryOut'>
    /** Turns: `GET /routing-turns`, needs handovers.read */
    turns: Call<'routing.turns'>
  }
  sample: {
    /** Sample firm asked for: `POST /sample-firms`, needs workspace.manage */
    make: Call<'sample.make'>
    /** Mine: `GET /sample-firms` */
    mine: Call<'sample.mine'>
    /** Sample firm removed: `DELETE /sample-firm`, needs workspace.manage */
    remove: Call<'sample.remove'>
  }
  scoring: {
    /** Start called off: `DELETE /definitions/{id}/enforcement`, needs scoring.manage */
    callOff: Call<'scoring.callOff'>
    /** Candidates: `GET /candidates`, needs scoring.read */
    candidates: Call<'scoring.candidates'>
    /** Draft discarded: `DELETE /product-lines/{productLineId}/definition-draft`, needs scoring.manage */
    discardDraft: Call<'scoring.discardDraft'>
    /** Definition put in force: `POST /definitions/{id}/enforcement`, needs scoring.manage */
    enforce: Call<'scoring.enforce'>
    /** List: `GET /definitions`, needs scoring.read */
    list: Call<'scoring.list'>
    /** Looks: `GET /contacts/{contactId}/looks`, needs scoring.read */
    looks: Call<'scoring.looks'>
    /** Of contact: `GET /contacts/{contactId}/scores`, needs scoring.read */
    ofContact: Call<'scoring.ofContact'>
    /** Definition tried: `POST /definitions/preview`, needs scoring.read */
    preview: Call<'scoring.preview'>
    /** Definition tried: `POST /definitions/preview-rows`, needs scoring.read */
    previewRows: Call<'scoring.previewRows'>
    /** Definition drafted: `PUT /product-lines/{productLineId}/definition-draft`, needs scoring.manage */
    saveDraft: Call<'scoring.saveDraft'>
    /** Vocabulary: `GET /definitions/vocabulary`, needs scoring.read */
    vocabulary: Call<'scoring.vocabulary'>
  }
  search: {
    /** Find: `GET /search`, needs search.read */
    find: Call<'search.find'>
    /** Opened: `GET /search/opened`, needs search.read */
    opened: Call<'search.opened'>
  }
  sendBacks: {
    /** Send-back answered: `POST /send-backs/{id}/answer`, needs feedback.answer */
    answer: Call<'sendBacks.answer'>
    /** Counts: `GET /send-backs/counts`, needs handovers.read */
    counts: Call<'sendBacks.counts'>
    /** Contest decided: `POST /send-backs/{id}/decision`, needs handovers.manage */
    decide: Call<'sendBacks.decide'>
    /** Get: `GET /send-backs/{id}`, needs handovers.read */
    get: Call<'sendBacks.get'>
    /** List: `GET /send-backs`, needs handovers.read */
    list: Call<'sendBacks.list'>
  }
  steps: {
    /** Get: `GET /first-steps`, needs workspace.manage */
    get: Call<'steps.get'>
  }
  talks: {
    /** Talk logged: `POST /talks`, needs notes.write */
    add: Call<'talks.add'>
  }
  tasks: {
    /** Task done: `POST /tasks/{id}/completion`, needs tasks.write */
    complete: Call<'tasks.complete'>
    /** Counts: `GET /tasks/counts`, needs tasks.read */
    counts: Call<'tasks.counts'>
    /** Task made: `POST /tasks`, needs tasks.write */
    create: Call<'tasks.create'>
    /** Get: `GET /tasks/{id}`, needs tasks.read */
    get: Call<'tasks.get'>
    /** List: `GET /tasks`, needs tasks.read */
    list: Call<'tasks.list'>
    /** Task deleted: `DELETE /tasks/{id}`, needs tasks.write */
    remove: Call<'tasks.remove'>
    /** Task reopened: `POST /tasks/{id}/reopening`, needs tasks.write */
    reopen: Call<'tasks.reopen'>
    /** Task put off: `POST /tasks/{id}/snooze`, needs tasks.write */
    snooze: Call<'tasks.snooze'>
    /** Task edited: `PATCH /tasks/{id}`, needs tasks.write */
    update: Call<'tasks.update'>
  }
  templates: {
    /** Mail template made: `POST /mail-templates`, needs conversations.write */
    create: Call<'templates.create'>
    /** Fields: `GET /mail-templates/fields`, needs conversations.write */
    fields: Call<'templates.fields'>
    /** Fill: `GET /mail-templates/{id}/words`, needs conversations.write */
    fill: Call<'templates.fill'>
    /** List: `GET /mail-templates`, needs conversations.write */
    list: Call<'templates.list'>
    /** Mail template deleted: `DELETE /mail-templates/{id}`, needs conversations.write */
    remove: Call<'templates.remove'>
    /** Mail template changed: `PATCH /mail-templates/{id}`, needs conversations.write */
    update: Call<'templates.update'>
  }
  timeline: {
    /** Note added: `POST /notes`, needs notes.write */
    addNote: Call<'timeline.addNote'>
    /** Note edited: `PATCH /notes/{id}`, needs notes.write */
    editNote: Call<'timeline.editNote'>
    /** Act judged: `POST /timeline/{id}/verdicts`, needs website.manage contacts.read */
    judge: Call<'timeline.judge'>
    /** List: `GET /timeline`, needs contacts.read */
    list: Call<'timeline.list'>
    /** Mentionable: `GET /timeline/mentionable`, needs contacts.read members.read */
    mentionable: Call<'timeline.mentionable'>
    /** Notes: `GET /notes`, needs contacts.read */
    notes: Call<'timeline.notes'>
    /** Note deleted: `DELETE /notes/{id}`, needs notes.write */
    removeNote: Call<'timeline.removeNote'>
  }
  tracking: {
    /** Get: `GET /website`, needs website.read */
    get: Call<'tracking.get'>
    /** Personal link made: `POST /contacts/{id}/site-links`, needs contacts.write */
    link: Call<'tracking.link'>
    /** Links: `GET /contacts/{id}/site-links`, needs contacts.read */
    links: Call<'tracking.links'>
    /** Programs: `GET /website/programs`, needs website.read */
    programs: Call<'tracking.programs'>
    /** Website set up: `PUT /website`, needs website.manage */
    save: Call<'tracking.save'>
  }
  transfer: {
    /** Import cancelled: `POST /imports/{id}/cancel`, needs imports.run */
    cancel: Call<'transfer.cancel'>
    /** Import changed: `PATCH /imports/{id}`, needs imports.run */
    change: Call<'transfer.change'>
    /** Import tried out: `POST /imports/{id}/check`, needs imports.run */
    check: Call<'transfer.check'>
    /** Import begun: `POST /imports`, needs imports.run */
    create: Call<'transfer.create'>
    /** Get: `GET /imports/{id}`, needs imports.run */
    get: Call<'transfer.get'>
    /** List: `GET /imports`, needs imports.run */
    list: Call<'transfer.list'>
    /** Part: `PUT /imports/{id}/parts/{offset}`, needs imports.run */
    part: Call<'transfer.part'>
    /** Import paused: `POST /imports/{id}/pause`, needs imports.run */
    pause: Call<'transfer.pause'>
    /** Refusals: `GET /imports/{id}/refusals`, needs imports.run */
    refusals: Call<'transfer.refusals'>
    /** Refused file: `GET /imports/{id}/refused-file`, needs imports.run */
    refusedFile: Call<'transfer.refusedFile'>
    /** Import started: `POST /imports/{id}/start`, needs imports.run */
    start: Call<'transfer.start'>
    /** Stayed: `GET /imports/{id}/stayed`, needs imports.run */
    stayed: Call<'transfer.stayed'>
    /** Stayed file: `GET /imports/{id}/stayed-file`, needs imports.run */
    stayedFile: Call<'transfer.stayedFile'>
    /** Import taken back: `POST /imports/{id}/undo`, needs imports.run */
    undo: Call<'transfer.undo'>
  }
  views: {
    /** View saved: `POST /views`, needs views.write */
    create: Call<'views.create'>
    /** List: `GET /views`, needs contacts.read */
    list: Call<'views.list'>
    /** Remember: `PUT /views/last`, needs views.write */
    remember: Call<'views.remember'>
    /** View deleted: `DELETE /views/{id}`, needs views.write */
    remove: Call<'views.remove'>
    /** View changed: `PATCH /views/{id}`, needs views.write */
    update: Call<'views.update'>
  }
  webhooks: {
    /** Webhook added: `POST /webhooks`, needs webhooks.manage */
    create: Call<'webhooks.create'>
    /** Events: `GET /webhook-events`, needs webhooks.manage */
    events: Call<'webhooks.events'>
    /** Get: `GET /webhooks/{id}`, needs webhooks.manage */
    get: Call<'webhooks.get'>
    /** List: `GET /webhooks`, needs webhooks.manage */
    list: Call<'webhooks.list'>
    /** Message: `GET /webhooks/{id}/messages/{messageId}`, needs webhooks.manage */
    message: Call<'webhooks.message'>
    /** Messages: `GET /webhooks/{id}/messages`, needs webhooks.manage */
    messages: Call<'webhooks.messages'>
    /** Webhook removed: `DELETE /webhooks/{id}`, needs webhooks.manage */
    remove: Call<'webhooks.remove'>
    /** Webhook sent again: `POST /webhooks/{id}/messages/{messageId}/replay`, needs webhooks.manage */
    replay: Call<'webhooks.replay'>
    /** Webhooks sent again: `POST /webhooks/{id}/replay`, needs webhooks.manage */
    replayFailed: Call<'webhooks.replayFailed'>
    /** Webhook secret renewed: `POST /webhooks/{id}/secret`, needs webhooks.manage */
    rotate: Call<'webhooks.rotate'>
    /** Webhook tested: `POST /webhooks/{id}/test`, needs webhooks.manage */
    test: Call<'webhooks.test'>
    /** Webhook changed: `PATCH /webhooks/{id}`, needs webhooks.manage */
    update: Call<'webhooks.update'>
  }
}
