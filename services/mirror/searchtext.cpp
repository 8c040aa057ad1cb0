#include "services/mirror/searchtext.h"

#include "services/mirror/folding.h"

#include <algorithm>
#include <utility>

namespace leadline {

namespace {

/// Of one field; a note of ten megabytes (reliability.md 46) is found by its beginning.
constexpr size_t longestField = 16 * 1024;

bool isAscii(std::string_view text)
{
    uchar bits = 0; // all of them, without a jump at each letter
    for (const char c : text)
        bits = static_cast<uchar>(bits | static_cast<uchar>(c));
    return bits < 0x80;
}

/// Cut at the beginning of a letter.
std::string_view beginning(std::string_view text)
{
    if (text.size() <= longestField)
        return text;
    size_t end = longestField;
    while (end > 0 && (static_cast<uchar>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

void appendWithoutControls(std::string &target, const std::string &text)
{
    std::copy_if(text.begin(), text.end(), std::back_inserter(target),
                 [](char c) { return static_cast<uchar>(c) >= 0x20; });
}

/// Entities that matter to words; all others stay as they are.
constexpr std::pair<std::string_view, char> entities[] = {{"&nbsp;", ' '}, {"&amp;", '&'},  {"&lt;", '<'},
                                                          {"&gt;", '>'},   {"&quot;", '"'}, {"&#39;", '\''}};

std::string withoutTags(std::string_view html)
{
    std::string text;
    for (size_t i = 0; i < html.size(); ++i) {
        if (html[i] == '<') {
            text += ' ';
            i = std::min(html.find('>', i), html.size());
            continue;
        }
        const auto *entity = std::find_if(std::begin(entities), std::end(entities), [&](const auto &each) {
            return html.substr(i, each.first.size()) == each.first;
        });
        const bool isEntity = entity != std::end(entities);
        text += isEntity ? entity->second : html[i];
        i += isEntity ? entity->first.size() - 1 : 0;
    }
    return text;
}

void add(SearchText &text, TextField field, const QString &words)
{
    const QByteArray utf8 = words.toUtf8();
    text.add(field, {utf8.constData(), size_t(utf8.size())});
}

/// Plain text, or the words of the rich text where there is none.
void addWritten(SearchText &text, const QString &plain, const QString &html)
{
    const QByteArray utf8 = html.toUtf8();
    if (!plain.isEmpty())
        add(text, TextField::Body, plain);
    else
        text.addHtml(TextField::Body, {utf8.constData(), size_t(utf8.size())});
}

void addDetails(SearchText &text, const CallDetails &call)
{
    addWritten(text, call.note, call.noteHtml);
}

void addDetails(SearchText &text, const NoteDetails &note)
{
    add(text, TextField::Title, note.title);
    addWritten(text, note.text, note.html);
}

void addDetails(SearchText &text, const EmailDetails &email)
{
    add(text, TextField::Title, email.subject);
    add(text, TextField::Body, email.preview);
    add(text, TextField::Person, email.sender);
    add(text, TextField::Person, email.to.join(u' '));
}

void addDetails(SearchText &text, const MessageDetails &message)
{
    add(text, TextField::Body, message.text);
}

void addDetails(SearchText &text, const MeetingDetails &meeting)
{
    add(text, TextField::Title, meeting.title);
    add(text, TextField::Title, meeting.location);
    addWritten(text, {}, meeting.noteHtml);
}

void addDetails(SearchText &, const StatusChangeDetails &) {}
void addDetails(SearchText &, const TaskCompletedDetails &) {}
void addDetails(SearchText &, const CreatedDetails &) {}
void addDetails(SearchText &, const OtherDetails &) {}

} // namespace

void SearchText::add(TextField field, std::string_view text)
{
    constexpr size_t usual = 512; // of a whole text
    if (m_text.capacity() < usual)
        m_text.reserve(usual);
    const std::string_view source = beginning(text);
    if (isAscii(source)) {
        addAscii(field, source);
        return;
    }
    const std::string folded = foldedUtf8(source);
    if (folded.empty())
        return;
    m_text += char(field);
    appendWithoutControls(m_text, folded);
    const std::string spelled = spelledOutUtf8(source);
    if (!spelled.empty())
        m_text += spelledOutMark;
    appendWithoutControls(m_text, spelled);
    m_text += '\n';
}

/// Nearly all texts: what `add` makes of others in three passes, in one.
void SearchText::addAscii(TextField field, std::string_view text)
{
    const size_t before = m_text.size();
    m_text.resize(before + text.size() + 2); // the field and the end of the line
    char *const first = m_text.data() + before + 1;
    char *next = first;
    bool isEmpty = true;
    bool isBlankDue = false;
    for (const char c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            isBlankDue = !isEmpty;
            continue;
        }
        if (std::exchange(isBlankDue, false))
            *next++ = ' ';
        isEmpty = false;
        if (c >= ' ')
            *next++ = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (!isEmpty) {
        first[-1] = static_cast<char>(field);
        *next++ = '\n';
    }
    m_text.resize(isEmpty ? before : static_cast<size_t>(next - m_text.data()));
}

void SearchText::addDigits(TextField field, std::string_view phone)
{
    constexpr ptrdiff_t fewest = 3;
    const std::string_view source = beginning(phone);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (std::count_if(source.begin(), source.end(), isDigit) < fewest)
        return;
    m_text += char(field);
    std::copy_if(source.begin(), source.end(), std::back_inserter(m_text), isDigit);
    m_text += '\n';
}

void SearchText::addHtml(TextField field, std::string_view html)
{
    add(field, withoutTags(beginning(html)));
}

void SearchText::beginContact(std::string_view name)
{
    const size_t before = m_text.size();
    add(TextField::ContactName, name);
    if (m_text.size() == before)
        m_text += {char(TextField::ContactName), '\n'};
}

QString searchTextOf(const Activity &activity)
{
    SearchText text;
    std::visit([&](const auto &details) { addDetails(text, details); }, activity.details);
    return QString::fromStdString(text.take());
}

} // namespace leadline
