using System.Security.Cryptography;
using System.Text;
using Shop.Local;
using Shop.Local.Packages;
using Shop.Local.Stack;
using Shop.Local.Testing;

namespace Shop.Compose.Tests.Engine;

/// <summary>
/// The Docker engine that the tests use: the one that runs here, or, for root, one of their own that is ended afterwards and leaves nothing
/// behind.
/// </summary>
internal sealed class DockerEngine : IAsyncDisposable
{
    /// <summary>Short, for the sockets in it, and the same in each run of this clone: what a killed run left behind, the next one finds.</summary>
    private static readonly string RunFolder =
        $"/run/shop-test-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Repository.Root)))[..8]}";

    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "containers");
    private static readonly string Data = Path.Combine(Folder, "engine");

    private readonly bool _isOurs;

    private DockerEngine(Docker docker, bool isOurs) => (Docker, _isOurs) = (docker, isOurs);

    public Docker Docker { get; }

    /// <summary>Downloaded packages, kept for the next run.</summary>
    public static string Packages => Path.Combine(Folder, "packages");

    /// <exception cref="SkipException">No engine runs here and none can be started.</exception>
    public static async Task<DockerEngine> FindAsync()
    {
        Directory.CreateDirectory(Folder);
        var running = new Docker(host: null);
        if (Programs.Find("docker") is not null && await running.AnswersAsync("info"))
        {
            return await WithComposeAsync(new DockerEngine(running, isOurs: false));
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw None("none runs here, and only root can start one");
        }

        try
        {
            await DebianPackages.EnsureForContainersAsync();
        }
        catch (Refusal refusal)
        {
            throw None(refusal.Message);
        }

        var own = new DockerEngine(new Docker($"unix://{RunFolder}/docker.sock"), isOurs: true);
        var (code, output) = await own.Docker.TryProgramAsync(Script("engine.sh"), "start", RunFolder, Data);
        if (code != 0)
        {
            await own.DisposeAsync();
            throw None(output);
        }

        return await WithComposeAsync(own);
    }

    /// <summary>A script of this folder.</summary>
    public static string Script(string name) => Path.Combine(Repository.Root, "tests", "Shop.Compose.Tests", "Engine", name);

    public async ValueTask DisposeAsync()
    {
        if (_isOurs)
        {
            await Docker.ProgramAsync(Script("engine.sh"), "stop", RunFolder, Data);
        }
    }

    private static async Task<DockerEngine> WithComposeAsync(DockerEngine engine)
    {
        if (await engine.Docker.AnswersAsync("compose", "version"))
        {
            return engine;
        }

        engine.Docker.Configuration = Path.Combine(Folder, "docker");
        if (!await engine.Docker.AnswersAsync("compose", "version"))
        {
            var plugins = Path.Combine(engine.Docker.Configuration, "cli-plugins");
            var (code, output) = await engine.Docker.TryProgramAsync(Script("compose-plugin.sh"), Packages, plugins);
            if (code != 0)
            {
                await engine.DisposeAsync();
                throw None($"docker lacks its compose plugin, which can't be downloaded: {output}");
            }
        }

        return engine;
    }

    private static SkipException None(string why) => new($"{ExcusedSkips.NoEngine}: {why.Trim()}");
}
