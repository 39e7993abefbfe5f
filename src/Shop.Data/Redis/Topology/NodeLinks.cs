using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>The links to all nodes: kept by the watcher, used by the reads.</summary>
internal sealed class NodeLinks
{
    private readonly ConcurrentDictionary<string, NodeLink> _links = new(StringComparer.Ordinal);

    public IEnumerable<string> Addresses => _links.Keys;

    public IDatabase? Find(string address) => _links.TryGetValue(address, out var link) ? link.Database : null;

    public void Add(string address, NodeLink link) => _links[address] = link;

    public void Remove(string address) => _links.TryRemove(address, out _);
}
