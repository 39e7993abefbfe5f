using Shop.Clients.Tests.Boards;
using Shop.Testing;

namespace Shop.Clients.Tests;

/// <summary>A running shop, its document, and what reads it: tests/clients, and the boards of ops/grafana.</summary>
public sealed class ShopWithClients : IAsyncLifetime
{
    private readonly NodePackage _clients = new("tests/clients", "clients");

    public SellingShop Shop { get; } = new();

    public string Document => Path.Combine(_clients.Folder, "document.json");

    public string Address => Shop.Stack.BaseAddress.GetLeftPart(UriPartial.Authority);

    public string AdminEmail => Shop.Stack.AdminEmail;

    public string AdminPassword => Shop.Stack.AdminPassword;

    internal GrafanaBoards Boards { get; } = new();

    public async Task InitializeAsync()
    {
        await _clients.PrepareAsync();
        await Boards.PrepareAsync();
        await Shop.InitializeAsync();
        using var client = new HttpClient();
        await File.WriteAllTextAsync(Document, await client.GetStringAsync(new Uri(Shop.Stack.BaseAddress, "/openapi/v1.json")));
    }

    public Task DisposeAsync() => Shop.DisposeAsync();

    /// <summary>Where a file of requests/ lies.</summary>
    public static string Requests(string file) => Path.Combine(NodePackage.Root, "requests", file);

    /// <inheritdoc cref="NodePackage.RunToolAsync" />
    public Task<string> RunToolAsync(string tool, params string[] arguments) => _clients.RunToolAsync(tool, arguments);

    public Task<string> RunNodeAsync(params string[] arguments) => _clients.RunNodeAsync(arguments);
}
