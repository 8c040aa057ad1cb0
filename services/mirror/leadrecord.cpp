#include "services/mirror/leadrecord.h"

#include "services/close/codec/lenientdom.h"
#include "services/mirror/folding.h"
#include "services/mirror/rowkey.h"
#include "services/mirror/searchtext.h"

#include <algorithm>
#include <chrono>

namespace leadline {

namespace {

using lenient::Element;
namespace dom = simdjson::dom;

constexpr std::string_view customPrefix = "custom.";

std::string_view orElse(std::string_view text, std::string_view fallback)
{
    return text.empty() ? fallback : text;
}

void addCustomValue(SearchText &text, const dom::element &value)
{
    constexpr size_t longestWord = 24; // beyond it, what looks like an id of Close is one
    std::string_view word;
    dom::array values;
    if (value.get(word) == simdjson::SUCCESS) {
        if (word.size() <= longestWord || !isWellFormedId(word))
            text.add(TextField::Custom, word);
    } else if (value.get(values) == simdjson::SUCCESS) {
        for (const dom::element each : values) {
            if (!each.is_array())
                addCustomValue(text, each);
        }
    } else if (value.is_number()) {
        text.add(TextField::Custom, std::string(simdjson::minify(value)));
    }
}

void addFacet(FacetSet &facets, std::string_view field, const dom::element &value)
{
    std::string_view word;
    dom::array values;
    if (value.get(word) == simdjson::SUCCESS) {
        facets.add(field, word);
    } else if (value.get(values) == simdjson::SUCCESS) {
        for (const dom::element each : values) {
            if (!each.is_array())
                addFacet(facets, field, each);
        }
    } else if (value.is_number()) {
        facets.add(field, std::string(simdjson::minify(value)));
    }
}

/// `facets`: of a lead, whose custom values its list is filtered by.
void addCustomValues(SearchText &text, const dom::object &object, FacetSet *facets = nullptr)
{
    for (const auto &[key, value] : object) {
        if (key.substr(0, customPrefix.size()) != customPrefix)
            continue;
        addCustomValue(text, value);
        if (facets)
            addFacet(*facets, key.substr(customPrefix.size()), value);
    }
}

/// Of an object's list, what `read` makes of each object in it.
template <typename Read>
void eachObject(const Element &element, Read read)
{
    const auto list = lenient::list(element);
    if (!list)
        return;
    for (const dom::element each : *list) {
        if (const auto object = lenient::object(each))
            read(*object);
    }
}

void readAddress(const dom::object &address, LeadRecord &lead, bool &isFirst, SearchText &text)
{
    static constexpr std::array<std::string_view, 6> names{"address_1", "address_2", "city",
                                                           "state",     "zipcode",   "country"};
    const auto parts = lenient::pick(address, names);
    std::string line;
    for (const Element &part : parts) {
        const std::string_view words = lenient::text(part);
        if (!words.empty() && !line.empty())
            line += ' ';
        line += words;
    }
    if (line.empty())
        return;
    if (isFirst) {
        lead.city = lenient::text(parts[2]);
        lead.country = lenient::text(parts[5]);
        std::transform(lead.country.begin(), lead.country.end(), lead.country.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    }
    isFirst = false;
    text.add(TextField::Address, line);
}

/// The texts under `key` of a contact's phones, e-mails or urls.
template <typename Add>
void eachText(const Element &list, std::string_view key, Add add)
{
    eachObject(list, [&](const dom::object &entry) {
        const std::string_view value =
            lenient::text(lenient::pick(entry, std::array<std::string_view, 1>{key})[0]);
        if (!value.empty())
            add(value);
    });
}

void readContact(const dom::object &contact, LeadRecord &lead, SearchText &text)
{
    static constexpr std::array<std::string_view, 8> names{"id",     "display_name", "name", "title",
                                                           "emails", "phones",       "urls", "timezone"};
    const auto [id, display, name, title, emails, phones, urls, zone] = lenient::pick(contact, names);
    if (lenient::id(id).empty())
        return;
    ++lead.contactCount;
    lead.nested.push_back(lenient::id(id));
    lead.timeZone = orElse(lead.timeZone, lenient::text(zone));
    text.beginContact(orElse(lenient::text(display), lenient::text(name)));
    text.add(TextField::ContactTitle, lenient::text(title));
    eachText(emails, "email", [&](std::string_view value) { text.add(TextField::Email, value); });
    eachText(phones, "phone", [&](std::string_view value) { text.addDigits(TextField::Phone, value); });
    eachText(urls, "url", [&](std::string_view value) { text.add(TextField::Url, value); });
    addCustomValues(text, contact);
}

qint64 newest(const Element &updated, const Element &created)
{
    const auto at = lenient::moment(lenient::text(updated));
    return at ? *at : lenient::moment(lenient::text(created)).value_or(0);
}

void addItem(LeadRecord &lead, std::string_view id, std::string_view kind, qint64 at, SearchText text)
{
    if (!text.isEmpty())
        lead.items.push_back({rowKey(id), kind, lead.key, at, text.take()});
}

/// Of a task: when it is due, in milliseconds since 1970, a date at its first moment.
std::optional<qint64> dueAt(const NextTask &task)
{
    return task.at ? task.at : lenient::moment(task.date);
}

bool isDueBefore(const NextTask &left, const NextTask &right)
{
    const auto a = dueAt(left);
    const auto b = dueAt(right);
    return a && (!b || *a < *b);
}

void readTask(const dom::object &task, LeadRecord &lead)
{
    static constexpr std::array<std::string_view, 8> names{
        "id", "text", "is_dateless", "date", "due_date", "is_complete", "date_updated", "date_created"};
    const auto [id, words, dateless, date, due, complete, updated, created] = lenient::pick(task, names);
    if (lenient::id(id).empty())
        return;
    lead.nested.push_back(lenient::id(id));
    if (lenient::flag(complete))
        return;
    NextTask next{lenient::text(words), {}, {}};
    if (!lenient::flag(dateless)) {
        // `due_date` is the older copy of `date`.
        const bool hasDate = !lenient::isoDate(lenient::text(date)).empty();
        const std::string_view moment = lenient::text(hasDate ? date : due);
        next.date = lenient::isoDate(moment);
        if (moment.size() > 10)
            next.at = lenient::moment(moment);
    }
    SearchText text;
    text.add(TextField::Body, next.text);
    addItem(lead, lenient::id(id), "task", newest(updated, created), std::move(text));
    if (!lead.nextTask || isDueBefore(next, *lead.nextTask))
        lead.nextTask = std::move(next);
}

void readOpportunity(const dom::object &opportunity, LeadRecord &lead)
{
    static constexpr std::array<std::string_view, 6> names{"id",           "note",         "value_formatted",
                                                           "status_label", "date_updated", "date_created"};
    const auto [id, note, value, status, updated, created] = lenient::pick(opportunity, names);
    if (lenient::id(id).empty())
        return;
    lead.nested.push_back(lenient::id(id));
    SearchText text;
    text.add(TextField::Value, lenient::text(value));
    text.add(TextField::Value, lenient::text(status));
    text.add(TextField::Body, lenient::text(note));
    addCustomValues(text, opportunity);
    addItem(lead, lenient::id(id), "opportunity", newest(updated, created), std::move(text));
}

} // namespace

std::optional<LeadRecord> leadRecord(const BulkPage::Object &object)
{
    static constexpr std::array<std::string_view, 13> names{
        "id",        "display_name", "name",  "status_id",     "status_label", "description", "url",
        "addresses", "contacts",     "tasks", "opportunities", "date_created", "date_updated"};
    const auto [id, display, name, status, label, description, url, addresses, contacts, tasks, opportunities,
                created, updated] = lenient::pick(object.json, names);
    LeadRecord lead;
    lead.id = lenient::id(id);
    if (lead.id.empty())
        return std::nullopt;
    lead.key = rowKey(lead.id);
    lead.json = object.raw;
    lead.name = orElse(lenient::text(display), lenient::text(name));
    lead.folded = foldedUtf8(lead.name);
    lead.statusId = lenient::id(status);
    lead.statusLabel = lenient::text(label);
    lead.createdAt = lenient::moment(lenient::text(created));
    lead.updatedAt = lenient::moment(lenient::text(updated));
    SearchText text;
    text.add(TextField::LeadName, lead.name);
    text.add(TextField::Url, lenient::text(url));
    bool isFirst = true;
    eachObject(addresses, [&](const dom::object &each) { readAddress(each, lead, isFirst, text); });
    addCustomValues(text, object.json, &lead.facets);
    text.add(TextField::Description, lenient::text(description));
    eachObject(contacts, [&](const dom::object &each) { readContact(each, lead, text); });
    eachObject(tasks, [&](const dom::object &each) { readTask(each, lead); });
    eachObject(opportunities, [&](const dom::object &each) { readOpportunity(each, lead); });
    lead.text = text.take();
    return lead;
}

} // namespace leadline
