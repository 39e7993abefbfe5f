using System.Net.Sockets;
using System.Text;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Http.Json;
using Shop.Testing;

namespace Shop.Api.Tests.Http;

/// <summary>The shop's HTTP on a real Kestrel, with a noun that exists in tests only.</summary>
public sealed class EchoApplication : IAsyncLifetime
{
    private readonly WebApplication _app;

    public EchoApplication()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["SECRET_KEY"] = new string('k', 32);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IAccounts>(Accounts);
        builder.Services.AddSingleton<IApiKeys>(Accounts);
        builder.Services.AddSingleton<IValidator<EchoRequest>, EchoValidator>();
        builder.Services.AddSingleton<IValidator<EchoQuery>, EchoQueryValidator>();
        builder.Services.AddSingleton<IValidator<WaveRequest>, WaveValidator>();
        builder.Services.AddJson(EchoJson.Default);
        builder.AddShopAuth();
        builder.AddShopHttp();
        _app = builder.Build();
        _app.UseShopHttp();
        _app.MapEchoes();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
    }

    internal HttpClient Client { get; }

    internal TestClock Clock { get; } = new();

    internal TestAccounts Accounts { get; } = new();

    internal Uri Address => new(_app.Urls.First());

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    internal T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>The token of a new account.</summary>
    internal string SignIn(bool isAdmin = false) => SignIn(Accounts.Add(isAdmin));

    internal string SignIn(Guid userId) => Service<AccessTokens>().Issue(userId, TestAccounts.FirstSessions, session: Guid.Empty);

    internal async Task<Reply> SendAsync(Ask ask)
    {
        using var request = ask.ToRequest(Address);
        using var response = await Client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>Sends bytes as they stand, for what no client library would send; the whole answer as text.</summary>
    internal async Task<string> SendRawAsync(string head)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(Address.Host, Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{head}\r\nHost: shop\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
