// The sandbox console. Nothing it shows comes in as markup: every text is set as text.

import { pictureIn } from "./picture.js";

const element = (id) => document.getElementById(id);
const form = element("add");
const ctidForm = element("ctid");

const WORDS = {
  malformed: ["请检查", "Please check"],
  number_reserved: ["这个号码固定用于演示某种结果，请换一个号码", "This number forces an outcome: take another"],
  portrait_on_file: ["登记信息中已有照片，不需要网证", "The register has a portrait: CTID is not needed"],
  not_found: ["没有这个人", "There is nobody with this number"],
  portrait_unreadable: ["照片无法读取，请用 JPEG、PNG 或 WebP", "The picture cannot be read: use JPEG, PNG or WebP"],
  portrait_unusable: ["照片中必须正好有一张脸", "The picture must show exactly one face"],
  too_large: ["照片过大", "The picture is too large"],
  busy: ["服务繁忙，或没有安装人脸模型", "Busy, or no face models are installed"],
  forbidden: ["请从本页操作", "Not from this page"],
};
/** Of a picture that cannot be read, by the reason. */
const PICTURES = {
  heic: ["这是 HEIC 格式的照片，请先另存为 JPEG", "The picture is HEIC: save it as JPEG first"],
  arithmetic_jpeg: ["这种 JPEG 读不了，请另存为普通的 JPEG", "This kind of JPEG cannot be read: save it as an ordinary one"],
  twelve_bit_jpeg: ["这种 JPEG 读不了，请另存为普通的 JPEG", "This kind of JPEG cannot be read: save it as an ordinary one"],
  lossless_jpeg: ["这种 JPEG 读不了，请另存为普通的 JPEG", "This kind of JPEG cannot be read: save it as an ordinary one"],
};
const OTHER = ["出错了，请重试", "Something went wrong: try again"];
const FIELDS = {
  name: ["姓名", "name"],
  number: ["身份证号", "ID number"],
  valid_from: ["有效期起", "valid from"],
  valid_until: ["有效期止", "valid until"],
  portrait: ["照片", "portrait"],
};

function both(node, [chinese, english]) {
  node.replaceChildren();
  for (const [language, text] of [["zh-CN", chinese], ["en", english]]) {
    const span = document.createElement("span");
    span.lang = language;
    span.textContent = text;
    node.append(span);
  }
  return node;
}

function notify(words, bad) {
  const notice = element("notice");
  notice.classList.toggle("bad", bad);
  notice.hidden = false;
  both(notice, words);
  notice.scrollIntoView({ block: "nearest" });
}

async function send(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-sandbox-console": "1" },
    body: JSON.stringify(body),
  });
  const result = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(result.code), result);
  return result;
}

function complain(problem, at = form) {
  const words = PICTURES[problem.rule] ?? WORDS[problem.code] ?? OTHER;
  const field = FIELDS[problem.field];
  const input = at.elements[problem.field];
  if (input) {
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }
  const rule = problem.rule ? ` (${problem.rule})` : "";
  notify(field ? [`${words[0]}：${field[0]}${rule}`, `${words[1]}: ${field[1]}${rule}`] : words, true);
}

async function refresh() {
  const answer = await fetch("/sandbox/citizens.json");
  const { citizens, free_number: free } = await answer.json();
  element("citizens").replaceChildren(...citizens.map(row));
  if (free && !form.elements.number.value) form.elements.number.value = free;
  const eligible = citizens.filter(({ ctid }) => ctid !== null);
  ctidForm.elements.number.replaceChildren(...eligible.map(option));
}

function option({ name, number, ctid }) {
  const option = document.createElement("option");
  option.value = number;
  option.textContent = `${name} ${number}${ctid ? " ✓" : ""}`;
  return option;
}

function cell(text, kind) {
  const cell = document.createElement("td");
  cell.textContent = text;
  if (kind) cell.className = kind;
  return cell;
}

function row(citizen) {
  const row = document.createElement("tr");
  row.classList.toggle("added", citizen.added);
  const until = citizen.valid_until === "long_term" ? "长期" : citizen.valid_until;
  const last = document.createElement("td");
  if (citizen.ctid) last.append(caller("/sandbox/ctid/close", citizen, ["关闭网证", "Close CTID"], ["网证已关闭", "CTID is closed"]));
  if (citizen.added) last.append(caller("/sandbox/citizens/remove", citizen, ["删除", "Delete"], ["已删除", "Deleted"]));
  row.append(
    cell(citizen.name),
    cell(citizen.number, "number"),
    cell(`${citizen.valid_from} – ${until}`, "number"),
    both(document.createElement("td"), [citizen.zh, citizen.en]),
    both(document.createElement("td"), citizen.portrait ? ["有", "yes"] : ["无", "no"]),
    both(document.createElement("td"), citizen.ctid === null ? ["—", "—"] : citizen.ctid ? ["已开通", "open"] : ["未开通", "not open"]),
    last,
  );
  return row;
}

/** A button that asks the console for something about a citizen. */
function caller(path, { number }, label, done) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  both(button, label);
  button.addEventListener("click", async () => {
    try {
      await send(path, { number });
      notify(done, false);
    } catch (problem) {
      complain(problem);
    }
    await refresh();
  });
  return button;
}

function showFindings(added) {
  const list = document.createElement("ul");
  for (const { measure, measured, advice } of added.findings) {
    const item = document.createElement("li");
    item.textContent = `${measure}: ${measured.value.toFixed(3)} (${measured.score})${advice ? ` – ${advice}` : ""}`;
    list.append(item);
  }
  const findings = element("findings");
  findings.replaceChildren(both(document.createElement("h2"), ["照片测量值", "What was measured"]), list);
  findings.hidden = added.findings.length === 0;
}

const unavailable = () => notify(["摄像头不可用", "The camera cannot be used"], true);
const portrait = pictureIn(element("portrait"), unavailable);
const ctidPortrait = pictureIn(element("ctid-portrait"), unavailable);

/** Sends what `gather` reads from `form`, and says what came of it. */
function onSubmit(form, path, gather, done) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    for (const input of form.elements) input.removeAttribute("aria-invalid");
    button.disabled = true;
    try {
      const added = await send(path, await gather((name) => form.elements[name].value));
      done(added);
      showFindings(added);
      await refresh();
    } catch (problem) {
      complain(problem, form);
    } finally {
      button.disabled = false;
    }
  });
}

onSubmit(
  form,
  "/sandbox/citizens",
  async (value) => ({
    name: value("name"),
    number: value("number"),
    valid_from: value("valid_from"),
    valid_until: value("valid_until"),
    portrait: await portrait.base64(),
  }),
  (added) => {
    notify(added.face_found ? ["已添加，照片中找到一张脸", "Added: one face was found"] : ["已添加，没有照片", "Added, without a portrait"], false);
    form.elements.name.value = "";
    form.elements.number.value = "";
    portrait.clear();
  },
);
onSubmit(
  ctidForm,
  "/sandbox/ctid",
  async (value) => ({ number: value("number"), portrait: await ctidPortrait.base64() }),
  () => {
    notify(["网证已开通，照片中找到一张脸", "CTID is open: one face was found"], false);
    ctidPortrait.clear();
  },
);
element("language").addEventListener("click", () => {
  const root = document.documentElement;
  const english = root.dataset.language === "zh";
  root.dataset.language = english ? "en" : "zh";
  root.lang = english ? "en" : "zh-CN";
});

/** What arrived on the phones; the list is touched only when there is something new. */
let newest = "";

async function lookAtPhones() {
  const answer = await fetch("/sandbox/messages.json");
  const { messages } = await answer.json();
  const first = JSON.stringify(messages[0] ?? null);
  element("phones-none").hidden = messages.length > 0;
  if (first === newest) return;
  newest = first;
  element("phones").replaceChildren(...messages.map(phoneMessage));
}

function phoneMessage({ mobile, text, at }) {
  const item = document.createElement("li");
  const to = document.createElement("p");
  to.className = "to";
  for (const part of [mobile, new Date(at).toLocaleTimeString("zh-CN", { hour12: false })]) {
    const span = document.createElement("span");
    span.textContent = part;
    to.append(span);
  }
  const words = document.createElement("p");
  words.textContent = text;
  item.append(to, words);
  return item;
}

setInterval(() => {
  if (!document.hidden) lookAtPhones().catch(() => undefined);
}, 2000);

await refresh();
await lookAtPhones();
