import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { Currency } from '../../src/contract/catalog/catalog.ts';
import {
  collections,
  type HeldCollection,
  type HeldData,
  heldCollections,
} from '../../src/contract/index.ts';
import { storedCollections } from '../../src/contract/store/stored-collections.ts';
import { Time } from '../../src/contract/time.ts';
import { isCopyOf } from '../rules/support/document-fields.ts';
import { newRequestId } from '../support/accounts.ts';

/** A text in a document about a person that is nowhere else in the store. */
export interface Planted {
  readonly collection: HeldCollection;
  /** As `personalFieldsOf` names it. */
  readonly field: string;
  readonly text: string;
}

/** The most forms that a field takes. */
const FORMS = 9;

/** Stores documents about a person in every collection that has some, with a text of its own in every string field. */
export async function plantUser(db: Firestore, uid: string): Promise<Planted[]> {
  const planted: Planted[] = [];
  for (const [name, held] of heldCollections()) {
    const forms = idOf(held, uid, '') === uid ? 1 : FORMS;
    for (const schema of storedCollections[name].schemas) {
      for (let form = 0; form < forms; form++) {
        const garden = new Garden(name, uid, form);
        const document = garden.documentOf(schema);
        for (const field of ['accountId', 'uid', 'ownerUid']) if (field in document) document[field] = uid;
        if ('target' in document) document.target = `accounts/${uid}`;
        z.decode(schema, document as never);
        const id = idOf(held, uid, newRequestId());
        await db.collection(collections[name]).doc(id).set(document);
        planted.push(...garden.planted.filter(({ field }) => !setLater.includes(field)));
      }
    }
  }
  return planted;
}

const setLater = ['accountId', 'uid', 'ownerUid', 'target'];

function idOf({ found }: HeldData, uid: string, requestId: string): string {
  if (found[0]?.by === 'id') return uid;
  return `${uid}_${requestId}`;
}

/** Fills documents with texts. */
class Garden {
  readonly planted: Planted[] = [];
  readonly #name: HeldCollection;
  readonly #uid: string;
  readonly #form: number;

  constructor(name: HeldCollection, uid: string, form: number) {
    this.#name = name;
    this.#uid = uid;
    this.#form = form;
  }

  documentOf(schema: z.ZodObject): Record<string, unknown> {
    return this.#value(schema, '') as Record<string, unknown>;
  }

  #value(schema: z.core.$ZodType, at: string): unknown {
    if (schema === Currency) return 'usd';
    if (isCopyOf(schema, Time)) return new Date(Date.now() - 1_000);
    if (
      schema instanceof z.ZodNullable ||
      schema instanceof z.ZodOptional ||
      schema instanceof z.ZodDefault
    ) {
      return this.#value(schema.unwrap(), at);
    }
    if (schema instanceof z.ZodPipe) return this.#value(schema.in, at);
    if (schema instanceof z.ZodLiteral) return schema.value;
    if (schema instanceof z.ZodEnum) return schema.options[this.#form % schema.options.length];
    if (schema instanceof z.ZodBoolean) return false;
    if (schema instanceof z.ZodNumber) return 1;
    if (schema._zod.def.type === 'string') return this.#text(schema as z.ZodType<string>, at);
    if (schema instanceof z.ZodArray) return [this.#value(schema.element, `${at}[]`)];
    if (schema instanceof z.ZodUnion) {
      return this.#value(schema.options[this.#form % schema.options.length] as z.core.$ZodType, at);
    }
    if (schema instanceof z.ZodRecord) return { key: this.#value(schema.valueType, `${at}{}`) };
    if (schema instanceof z.ZodObject) {
      const fields = Object.entries(schema.shape as Record<string, z.core.$ZodType>);
      return Object.fromEntries(
        fields.map(([name, field]) => [name, this.#value(field, at === '' ? name : `${at}.${name}`)]),
      );
    }
    // JSON, in any form.
    return this.#text(z.string(), at);
  }

  #text(schema: z.ZodType<string>, field: string): string {
    const text = `planted ${this.#uid} ${this.#name} ${this.#form} ${field}`;
    if (schema.safeParse(text).success) {
      this.planted.push({ collection: this.#name, field, text });
      return text;
    }
    const plain = [
      newRequestId(),
      'text',
      'image/png',
      'video/mp4',
      'audio/mpeg',
      'a'.repeat(43),
      'a'.repeat(64),
      '2026-11',
    ];
    const fits = plain.find((one) => schema.safeParse(one).success);
    if (fits === undefined) throw new Error(`No text fits ${this.#name} ${field}`);
    return fits;
  }
}

/** Returns the planted texts that are anywhere in a value. */
export function plantedIn(planted: readonly Planted[], value: unknown): Planted[] {
  const whole = JSON.stringify(value);
  return planted.filter(({ text }) => whole.includes(JSON.stringify(text).slice(1, -1)));
}
