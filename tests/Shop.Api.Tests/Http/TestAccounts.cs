using System.Collections.Concurrent;
using Shop.Api.Auth;
using Shop.Data.Redis;

namespace Shop.Api.Tests.Http;

internal sealed class TestAccounts : IAccounts, IApiKeys
{
    public const long FirstSessions = 1;

    private readonly ConcurrentDictionary<Guid, Account> _accounts = new();

    public Guid Add(bool isAdmin)
    {
        var id = Guid.CreateVersion7(TestClock.Start);
        _accounts[id] = new Account(isAdmin, IsActive: true, FirstSessions);
        return id;
    }

    public void Change(Guid id, Func<Account, Account> change) => _accounts[id] = change(_accounts[id]);

    public void Remove(Guid id) => _accounts.TryRemove(id, out _);

    public ValueTask<Account?> FindAsync(Guid id, Guid session, CancellationToken ct) => new(_accounts.GetValueOrDefault(id));

    public ConcurrentDictionary<Guid, KnownKey> Keys { get; } = new();

    public ConcurrentQueue<Guid> Uses { get; } = new();

    ValueTask<KnownKey?> IApiKeys.FindAsync(Guid id, CancellationToken ct) => new(Keys.GetValueOrDefault(id));

    public void NoteUse(Guid id) => Uses.Enqueue(id);

    public Task<bool> IsResendAsync(Operation operation, CancellationToken ct) => Task.FromResult(false);
}
