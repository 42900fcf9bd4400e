import { fineMoneyText as fine, moneyText as plain } from '@firemeter/functions/contract';
import { formatLocale } from '../language/locale.ts';

/** A price in a currency's smallest unit, as it is written in the language that is shown: "$4.99", "4,99 $". */
export const moneyText = (amount: number, currency: string) => plain(amount, currency, formatLocale);

/** The same to two more places where there are any. */
export const fineMoneyText = (amount: number, currency: string) => fine(amount, currency, formatLocale);
