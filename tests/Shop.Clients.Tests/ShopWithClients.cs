using Shop.Testing;

namespace Shop.Clients.Tests;

/// <summary>
/// A running shop, its document, and tests/clients made ready to run: copied below artifacts/, so that nothing is installed among the
/// sources, and installed there exactly as locked.
/// </summary>
public sealed class ShopWithClients : IAsyncLifetime
{
    private readonly RunningShop _shop = new();

    public string Folder { get; } = Path.Combine(Root, "artifacts", "clients");

    public string Document => Path.Combine(Folder, "document.json");

    public string Address => _shop.BaseAddress.GetLeftPart(UriPartial.Authority);

    public string AdminEmail => _shop.AdminEmail;

    public string AdminPassword => _shop.AdminPassword;

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Shop.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("Shop.sln is not above this program.");
            }

            return folder.FullName;
        }
    }

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        if (NodeProgram.IsInstalled)
        {
            await InstallAsync();
        }

        await _shop.InitializeAsync();
        using var client = new HttpClient();
        await File.WriteAllTextAsync(Document, await client.GetStringAsync(new Uri(_shop.BaseAddress, "/openapi/v1.json")));
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    /// <summary>Where a file of requests/ lies.</summary>
    public static string Requests(string file) => Path.Combine(Root, "requests", file);

    /// <summary>Runs a tool that package.json names: <c>("tsc", "-p", ".")</c>.</summary>
    public Task<string> RunToolAsync(string tool, params string[] arguments) =>
        NodeProgram.RunAsync(Folder, Path.Combine(Folder, "node_modules", ".bin", tool), arguments);

    public Task<string> RunNodeAsync(params string[] arguments) => NodeProgram.RunAsync(Folder, "node", arguments);

    private async Task InstallAsync()
    {
        var (sources, installed) = (Path.Combine(Root, "tests", "clients"), Path.Combine(Folder, "node_modules", ".installed.json"));
        foreach (var file in Directory.EnumerateFiles(sources))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)), overwrite: true);
        }

        var locked = await File.ReadAllTextAsync(Path.Combine(sources, "package-lock.json"));
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != locked)
        {
            await NodeProgram.RunAsync(Folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            await File.WriteAllTextAsync(installed, locked);
        }
    }
}
