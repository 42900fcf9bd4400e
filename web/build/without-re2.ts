/**
 * Stands in for `re2js`, 36 kB on the wire, with which Firestore matches regular expressions of pipelines against documents
 * that it has cached. Firemeter uses no pipelines; Firestore reports what is thrown here as an invalid pattern.
 */
export const RE2JS = {
  compile(): never {
    throw new Error('This build has no regular expressions for pipelines');
  },
};
