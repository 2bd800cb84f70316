// Sending a picture. By XMLHttpRequest, since fetch cannot tell how much has gone.

const refused = (code) => Object.assign(new Error(code), { code });

/** The server's code for a refusal, or one for what came instead of an answer. */
export const codeOf = (status, body) => {
  try {
    return JSON.parse(body).code ?? "other";
  } catch {
    return status === 413 ? "upload_too_large" : "other";
  }
};

/** `{ done, stop }`: a promise of the picture's name, and what breaks the sending off. `tell` hears the part that has gone, from 0 to 1. */
export const send = (file, { server, campaign, node, token }, tell) => {
  const request = new XMLHttpRequest();
  const done = new Promise((found, failed) => {
    request.open("POST", `${server}/api/v1/campaigns/${encodeURIComponent(campaign)}/nodes/${encodeURIComponent(node)}/uploads`);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.setRequestHeader("content-type", file.type);
    request.timeout = 90_000;
    request.upload.onprogress = ({ loaded, total }) => total && tell(loaded / total);
    request.onload = () => {
      if (request.status !== 200) return failed(refused(codeOf(request.status, request.responseText)));
      try {
        found(JSON.parse(request.responseText).picture);
      } catch {
        failed(refused("other"));
      }
    };
    request.onerror = request.ontimeout = () => failed(refused("offline"));
    request.onabort = () => failed(refused("stopped"));
    request.send(file);
  });
  return { done, stop: () => request.abort() };
};
