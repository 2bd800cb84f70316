// Registers <canyu-campaign>, once. For pages that bundle their scripts: import "@canyu/embed/define.js".

import { CanyuCampaign } from "./element.js";

if (!customElements.get("canyu-campaign")) customElements.define("canyu-campaign", CanyuCampaign);
