/** Summarises the pieces it is sent, in the order it is sent them. */
import { parentPort, workerData } from "node:worker_threads";
import { summariseChunk } from "../../../dist/numeric/ensemble/flow-ensemble.js";
import { ensembleOf } from "./equiangular.mjs";

const ensemble = ensembleOf(workerData.count);
parentPort.on("message", (chunk) => {
  parentPort.postMessage({ index: chunk.index, summary: summariseChunk(ensemble, chunk) });
});
