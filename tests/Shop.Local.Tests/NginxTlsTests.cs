using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Shop.Local.Tests;

public sealed class NginxTlsTests(NginxRig rig, RedirectingNginx redirecting) : IClassFixture<NginxRig>, IClassFixture<RedirectingNginx>
{
    private static readonly byte[] HelloOfTls11 =
    [
        0x16, 0x03, 0x01, 0x00, 0x2d, // a handshake record
        0x01, 0x00, 0x00, 0x29, 0x03, 0x02, // ClientHello, TLS 1.1 at most
        .. new byte[32], // random
        0x00, 0x00, 0x02, 0xc0, 0x0a, 0x01, 0x00, // no session, one cipher (ECDHE-ECDSA-AES256-SHA), no compression
    ];

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task The_certificate_of_the_first_start_serves_this_machine(SslProtocols protocol)
    {
        using var client = TrustingClient(protocol);

        using var answer = await client.GetAsync(new Uri($"https://127.0.0.1:{rig.TlsPort}/v1/products"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("X-Forwarded-Proto: https", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_knows_nothing_newer_than_TLS_1_1_is_refused()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", rig.TlsPort);
        await client.GetStream().WriteAsync(HelloOfTls11);

        var alert = new byte[7];
        await client.GetStream().ReadExactlyAsync(alert);

        Assert.Equal((0x15, 70), (alert[0], alert[6])); // an alert: protocol_version
    }

    [Fact]
    public void The_key_is_its_owners_alone_and_a_second_start_keeps_it()
    {
        var folder = Path.GetDirectoryName(rig.Certificate)!;
        var key = Path.Combine(folder, "tls.key");
        var before = File.ReadAllText(key);

        Certificates.LocalCertificate.Ensure(folder);

        Assert.Equal(before, File.ReadAllText(key));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_not_to_do()
    {
        foreach (var path in (string[])["/v1/products", "/metrics", "/nginx-health"])
        {
            using var answer = await rig.Client.GetAsync(new Uri(path, UriKind.Relative));

            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
            Assert.Equal("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'", Header(answer, "Content-Security-Policy"));
            Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
            Assert.Null(Header(answer, "Strict-Transport-Security"));
            Assert.Equal("nginx", Header(answer, "Server"));
        }
    }

    [Fact]
    public async Task Where_HTTP_leads_to_HTTPS_each_call_does_and_keeps_its_method_and_query()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = redirecting.Client.BaseAddress };

        using var answer = await client.PostAsync(new Uri("/v1/products?limit=1", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal($"https://127.0.0.1:{redirecting.TlsPort}/v1/products?limit=1", answer.Headers.Location?.ToString());
        Assert.Null(Header(answer, "Strict-Transport-Security"));
        Assert.Equal("ok\n", await client.GetStringAsync(new Uri("/nginx-health", UriKind.Relative)));
    }

    [Fact]
    public async Task Where_HTTP_leads_to_HTTPS_browsers_are_told_to_stay_there()
    {
        using var client = TrustingClient(SslProtocols.None, redirecting);

        using var answer = await client.GetAsync(new Uri($"https://127.0.0.1:{redirecting.TlsPort}/v1/products"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("max-age=31536000", Header(answer, "Strict-Transport-Security"));
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private HttpClient TrustingClient(SslProtocols protocol, NginxRig? nginx = null)
    {
        var trusted = X509CertificateLoader.LoadCertificateFromFile((nginx ?? rig).Certificate);
        return new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = protocol,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { trusted },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        });
    }
}
