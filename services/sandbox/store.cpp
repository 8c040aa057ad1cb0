#include "services/sandbox/store.h"

#include "services/sandbox/events/eventlog.h"
#include "services/sandbox/world/changes.h"
#include "services/sandbox/world/scanner.h"
#include "services/sandbox/world/serverclock.h"
#include "services/sandbox/world/statefile.h"

#include <algorithm>
#include <array>

namespace leadline::sandbox {

namespace {

QDateTime dateOf(const QJsonObject &object, QLatin1String key)
{
    return QDateTime::fromString(object.value(key).toString(), Qt::ISODateWithMs).toUTC();
}

bool isGenerated(Kind kind)
{
    return kind >= Kind::Lead && kind <= Kind::Activity;
}

} // namespace

struct Store::Private
{
    explicit Private(const Options &options)
        : file(options.stateFile, options.seed, options.leads, options.now)
        , world(options.seed, options.leads, file.epoch())
        , changes(world)
        , clock(options.now, file.epoch())
    {
        file.replay([this](const QJsonObject &change) { apply(change); });
    }

    void apply(const QJsonObject &change);
    void record(const QString &verb, Kind kind, const QJsonValue &what);
    void put(Kind kind, const QJsonObject &object);
    void remove(Kind kind, const QString &id);
    void forgetScans(); ///< and counts the revision up; of every kind: a filter may look at other objects
                        ///< than its own
    [[nodiscard]] const Overlay &overlay(Kind kind) const { return changes.overlay(kind); }
    [[nodiscard]] QJsonObject object(Kind kind, const Sequence::Place &place) const
    {
        return place.id.isEmpty() ? world.object(kind, place.entry) : overlay(kind).object(place.id);
    }
    [[nodiscard]] QString typeOf(Kind kind, const Sequence::Place &place) const
    {
        return place.id.isEmpty() ? world.typeOf(kind, place.entry)
                                  : overlay(kind).object(place.id).value(QLatin1String("_type")).toString();
    }
    [[nodiscard]] Listing few(Kind kind, int skip, int limit, const Filter &filter) const;

    StateFile file;
    World world;
    Changes changes;
    std::array<Scanner, KindCount> scanners;
    ServerClock clock;
    quint64 freshIds = 0;
    EventLog events;
    Watcher watcher;
    quint64 revision = 0;
};

void Store::Private::apply(const QJsonObject &change)
{
    const auto kind = static_cast<Kind>(change.value(QLatin1String("kind")).toInt());
    const QString verb = change.value(QLatin1String("verb")).toString();
    const QJsonValue what = change.value(QLatin1String("what"));
    if (kind < Kind::User || static_cast<int>(kind) >= KindCount)
        return;
    if (verb == QLatin1String("put"))
        put(kind, what.toObject());
    else if (verb == QLatin1String("remove"))
        remove(kind, what.toString());
    else if (verb == QLatin1String("organization"))
        world.organisation().organization = what.toObject();
    else if (verb == QLatin1String("event"))
        events.add(what.toObject(), {});
    freshIds = static_cast<quint64>(change.value(QLatin1String("ids")).toInteger());
    clock.restore(QDateTime::fromMSecsSinceEpoch(change.value(QLatin1String("tick")).toInteger(), Qt::UTC));
}

void Store::Private::record(const QString &verb, Kind kind, const QJsonValue &what)
{
    file.append({{QStringLiteral("verb"), verb},
                 {QStringLiteral("kind"), static_cast<int>(kind)},
                 {QStringLiteral("what"), what},
                 {QStringLiteral("ids"), static_cast<qint64>(freshIds)},
                 {QStringLiteral("tick"), clock.last().toMSecsSinceEpoch()}});
}

void Store::Private::forgetScans()
{
    ++revision;
    for (Scanner &scanner : scanners)
        scanner.forget();
}

void Store::Private::put(Kind kind, const QJsonObject &object)
{
    if (isGenerated(kind))
        changes.put(kind, object);
    else
        world.organisation().put(kind, object);
}

void Store::Private::remove(Kind kind, const QString &id)
{
    if (isGenerated(kind))
        changes.remove(kind, id);
    else
        world.organisation().remove(kind, id);
}

Listing Store::Private::few(Kind kind, int skip, int limit, const Filter &filter) const
{
    QList<QJsonObject> all = world.organisation().objects(kind);
    if (filter)
        all.removeIf([&filter](const QJsonObject &object) { return !filter(object); });
    return {all.mid(skip, limit), qint64(skip) + limit < all.size(), static_cast<int>(all.size())};
}

Store::Store(Options options)
{
    if (!options.now.isValid())
        options.now = QDateTime::currentDateTimeUtc();
    options.now = options.now.toUTC();
    d = std::make_unique<Private>(options);
}

Store::~Store() = default;

const QJsonObject &Store::organization() const
{
    return d->world.organisation().organization;
}

void Store::putOrganization(QJsonObject organization)
{
    d->forgetScans();
    d->world.organisation().organization = std::move(organization);
    d->record(QStringLiteral("organization"), Kind::User, d->world.organisation().organization);
}

QString Store::currentUserId() const
{
    return d->world.organisation().currentUserId();
}

QJsonObject Store::me() const
{
    return d->world.organisation().me();
}

QString Store::problem() const
{
    return d->file.problem();
}

std::optional<QJsonObject> Store::find(Kind kind, const QString &id) const
{
    if (!isGenerated(kind))
        return d->world.organisation().find(kind, id);
    switch (d->overlay(kind).state(id)) {
    case Overlay::State::Present:
        return d->overlay(kind).object(id);
    case Overlay::State::Removed:
        return std::nullopt;
    case Overlay::State::Untouched:
        break;
    }
    const auto entry = d->world.locate(kind, id);
    return entry ? std::optional(d->world.object(kind, *entry)) : std::nullopt;
}

QList<QJsonObject> Store::ofLead(Kind kind, const QString &leadId) const
{
    if (!isGenerated(kind) || kind == Kind::Lead)
        return {};
    const Overlay &overlay = d->overlay(kind);
    QList<QJsonObject> objects;
    for (const QJsonObject &object : d->world.ofLead(kind, leadId)) {
        if (overlay.state(object.value(QLatin1String("id")).toString()) == Overlay::State::Untouched)
            objects.append(object);
    }
    const QStringList laidOver = overlay.ofLead(leadId);
    if (laidOver.isEmpty())
        return objects;
    for (const QString &id : laidOver)
        objects.append(overlay.object(id));
    std::stable_sort(objects.begin(), objects.end(), [](const QJsonObject &a, const QJsonObject &b) {
        const QLatin1String key("date_created");
        return dateOf(a, key) > dateOf(b, key);
    });
    return objects;
}

Listing Store::list(Kind kind, int skip, int limit, const Filter &filter, const QString &name) const
{
    return list(kind, skip, limit, Choice{{}, {}, {}, filter, name});
}

Listing Store::list(Kind kind, int skip, int limit, const Choice &choice) const
{
    if (!isGenerated(kind))
        return d->few(kind, skip, limit, choice.filter);
    const Sequence &order = d->changes.order(kind);
    const qint64 begin = choice.before.isValid() ? order.countFrom(choice.before) : 0;
    const qint64 end = std::max(begin, choice.from.isValid() ? order.countFrom(choice.from) : order.size());
    const auto window = [&order, begin, end](qint64 at, qint64 size) {
        return order.window(begin + at, std::max<qint64>(0, std::min(size, end - begin - at)));
    };
    Scanner::Found found{{}, false, static_cast<int>(end - begin)};
    if (choice.isScanned()) {
        const auto fits = [&](const Sequence::Place &place) {
            return (choice.types.isEmpty() || choice.types.contains(d->typeOf(kind, place))) &&
                   (!choice.filter || choice.filter(d->object(kind, place)));
        };
        found = d->scanners[static_cast<size_t>(kind)].find(choice.name, window, fits, skip, limit);
    } else {
        found.places = window(skip, limit);
        found.hasMore = skip + found.places.size() < found.total;
    }
    Listing listing{{}, found.hasMore, found.total};
    for (const Sequence::Place &place : std::as_const(found.places))
        listing.items.append(d->object(kind, place));
    return listing;
}

quint64 Store::revision() const
{
    return d->revision;
}

int Store::count(Kind kind) const
{
    if (!isGenerated(kind))
        return static_cast<int>(d->world.organisation().objects(kind).size());
    return static_cast<int>(d->changes.order(kind).size());
}

Sequence Store::order(Kind kind, Dated by) const
{
    return d->changes.order(kind, by);
}

Store::Untouched Store::untouched(const Sequence::Place &leadPlace) const
{
    if (!leadPlace.id.isEmpty() || d->changes.isTouched(leadPlace.entry.lead))
        return {};
    const auto touched = d->world.schedule().of(Kind::Lead).find(leadPlace.entry.lead);
    return touched ? Untouched{&d->world.story(touched->lead), *touched} : Untouched{};
}

std::optional<QJsonObject> Store::at(Kind kind, const Sequence::Place &place) const
{
    if (!place.id.isEmpty())
        return find(kind, place.id);
    // An order of leads by creation has other entries than the one a lead is made from.
    const auto entry = kind == Kind::Lead ? d->world.schedule().of(kind).find(place.entry.lead) : place.entry;
    if (!entry)
        return std::nullopt;
    if (d->overlay(kind).isEmpty())
        return d->world.object(kind, *entry);
    const QString id = d->world.idOf(kind, *entry);
    return d->overlay(kind).state(id) == Overlay::State::Untouched
               ? std::optional(d->world.object(kind, *entry))
               : find(kind, id);
}

void Store::put(Kind kind, const QJsonObject &object)
{
    d->forgetScans();
    if (d->watcher)
        d->watcher(kind, object.value(QLatin1String("id")).toString(), object);
    d->put(kind, object);
    d->record(QStringLiteral("put"), kind, object);
}

void Store::remove(Kind kind, const QString &id)
{
    d->forgetScans();
    if (d->watcher)
        d->watcher(kind, id, std::nullopt);
    d->remove(kind, id);
    d->record(QStringLiteral("remove"), kind, id);
}

void Store::watch(Watcher watcher)
{
    d->watcher = std::move(watcher);
}

QList<QJsonObject> Store::written(Kind kind) const
{
    return isGenerated(kind) ? d->overlay(kind).objects() : QList<QJsonObject>();
}

EventLog &Store::events()
{
    return d->events;
}

const EventLog &Store::events() const
{
    return d->events;
}

void Store::addEvent(const QJsonObject &event, const QDateTime &visibleFrom)
{
    d->events.add(event, visibleFrom);
    d->record(QStringLiteral("event"), Kind::User, event);
}

QString Store::newId(const QString &prefix)
{
    return d->world.freshId(prefix.endsWith(QLatin1Char('_')) ? prefix : prefix + QLatin1Char('_'),
                            ++d->freshIds);
}

QDateTime Store::now() const
{
    return d->clock.now();
}

void Store::advance(qint64 milliseconds)
{
    d->clock.advance(milliseconds);
}

QDateTime Store::tick()
{
    return d->clock.tick();
}

} // namespace leadline::sandbox
