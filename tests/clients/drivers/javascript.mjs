// The AWS SDK for JavaScript of a folder with node_modules, told what to call by lines of JSON.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const sdk = createRequire(process.argv[2] + "/")("@aws-sdk/client-customer-profiles");
const client = new sdk.CustomerProfilesClient({});

const say = (what) => console.log(JSON.stringify(what));

async function outcome(operation, input) {
  try {
    const { $metadata, ...answer } = await client.send(new sdk[`${operation}Command`](input));
    return { answer, retries: $metadata.attempts - 1, request_id: $metadata.requestId };
  } catch (error) {
    if (!error.$metadata) throw error;
    const known = sdk[error.name] && error instanceof sdk[error.name];
    const { httpStatusCode: status, requestId: request_id } = error.$metadata;
    return { error: { class: known ? error.name : "", code: error.name, message: error.message, status, request_id } };
  }
}

const commands = Object.keys(sdk).filter((name) => name.endsWith("Command") && !name.startsWith("$"));
say({ operations: commands.map((name) => name.slice(0, -"Command".length)) });
for await (const line of createInterface({ input: process.stdin })) {
  const { operation, input } = JSON.parse(line);
  say(await outcome(operation, input));
}
