import {
  addFigures,
  type CreditMovement,
  type Figures,
  type InsightTopic,
  monthOf,
} from '../../contract/index.ts';

/** Changes that facts make to the figures: numbers by position. */
export class InsightChanges {
  readonly days: Readonly<Record<InsightTopic, Map<string, Figures>>> = {
    usage: new Map(),
    credits: new Map(),
    money: new Map(),
    server: new Map(),
  };
  readonly balances: Figures = {};
  readonly cohorts: Figures = {};
  /** By day, then by account. */
  readonly accounts = new Map<string, Figures>();
  /** In the order of their facts. */
  readonly movements: CreditMovement[] = [];
  lateFacts = 0;

  addTo(topic: InsightTopic, day: string, figures: Figures): void {
    addInto(this.days[topic], day, figures);
  }

  addToAccount(accountId: string, day: string, figures: Figures): void {
    addInto(this.accounts, day, { [accountId]: figures });
  }

  /** Changes a balance in the month of a day. */
  addToBalance(day: string, figures: Figures): void {
    addFigures(this.balances, { [monthOf(day)]: figures });
  }

  addToCohort(day: string, figures: Figures): void {
    addFigures(this.cohorts, { [day]: figures });
  }
}

function addInto(places: Map<string, Figures>, place: string, figures: Figures): void {
  const sum = places.get(place) ?? {};
  addFigures(sum, figures);
  places.set(place, sum);
}
