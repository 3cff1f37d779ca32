// Only what reads: the editor puts a value into the source text itself, because writing a document anew would
// change lines that nobody meant.
export { isMap, isScalar, isSeq, parseDocument } from "yaml";
