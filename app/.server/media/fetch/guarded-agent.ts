import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { callbackify, promisify } from "node:util";
import { Agent, buildConnector } from "undici";
import { AppError } from "~/.server/errors";
import { isPublicAddress } from "./public-address";

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;
/** Makes what opens sockets to one of these addresses and to no other. */
export type ConnectTo = (addresses: readonly LookupAddress[]) => buildConnector.connector;

const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

/** HTTP/1.1 alone: a file needs no multiplexing, and a connection of one request cannot be shared by accident. */
const connectOptions = { allowH2: false, timeout: 10_000, autoSelectFamily: true } as const;

/** Connects to the first of the addresses that answers, and asks nobody for others. */
export const connectToAddresses: ConnectTo = (addresses) => {
  const lookup: LookupFunction = (_hostname, { all }, answer) => {
    const [first] = addresses;
    if (all) answer(null, [...addresses]);
    else if (first) answer(null, first.address, first.family);
  };
  return buildConnector({ ...connectOptions, lookup });
};

/** An agent that goes wherever it is told. For the origins that the administrator named. */
export function createTrustingAgent(): Agent {
  return new Agent({ connect: connectOptions, allowH2: false });
}

/**
 * An agent that connects to public addresses only. A host name is looked up once for each connection, all of its
 * addresses must be public, and the socket goes to those very addresses: an answer that changes between two look-ups
 * changes nothing. The address at the socket's other end is checked once more. Requests fail with forbidden_address, or
 * with the error of look-up or connection.
 */
export function createGuardedAgent(
  resolve: Resolve = resolveBySystem,
  connectTo: ConnectTo = connectToAddresses,
): Agent {
  const open = callbackify(async (options: buildConnector.Options) => {
    const connect = promisify(connectTo(await publicAddressesOf(options.hostname, resolve)));
    const socket = await connect(options);
    if (socket && isPublicAddress(socket.remoteAddress ?? "")) return socket;
    socket?.destroy();
    throw refusal(options.hostname, socket?.remoteAddress);
  });
  return new Agent({
    allowH2: false,
    connect: (options, callback) =>
      open(options, (error, socket) => (error ? callback(error, null) : callback(null, socket))),
  });
}

async function publicAddressesOf(
  hostname: string,
  resolve: Resolve,
): Promise<readonly LookupAddress[]> {
  const addresses = await resolve(hostname);
  const bad = addresses.find(({ address }) => !isPublicAddress(address));
  if (bad || addresses.length === 0) throw refusal(hostname, bad?.address);
  return addresses;
}

function refusal(hostname: string, address = "nowhere"): AppError {
  return new AppError("forbidden_address", {
    cause: new Error(`${hostname} leads to ${address}`),
  });
}
